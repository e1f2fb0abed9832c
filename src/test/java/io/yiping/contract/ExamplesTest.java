package io.yiping.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Watch;
import io.yiping.contract.Document.Example;
import io.yiping.contract.Document.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The examples run. Each is sent in the order of the document, and the answer is one that is documented, as {@link Answer}
 * sees to for every answer. An answer's example of the same name as the request's is what the service says,
 * but for times and versions; line by line where it has lines.
 */
@QuarkusTest
class ExamplesTest {

    private static final String UPLOAD = "/v1/ratings/stream";

    /** What the document's cursor goes with: no cursor holds alone. */
    private static final String OF_CURSOR = "region=411300&by=channel&sort=-ratings&";

    private static final List<String> PASSING = List.of("receivedAt", "version", "asOf", "tookMillis", "changedAt");

    @TestHTTPResource("/")
    URI base;

    private final Document document = Document.read();
    private Api api;
    private ExampleRequests requests;

    @BeforeEach
    void connect() {
        api = new Api(base);
        requests = new ExampleRequests(api);
    }

    @Test
    void examples_areAnsweredAsShown() {
        for (Operation operation : document.operations()) {
            JsonNode request = operation.node().get("requestBody");
            if (request == null) {
                get(operation);
                continue;
            }
            if (operation.method().equals("PUT")) {
                continue;
            }
            for (Example example : document.examples(request)) {
                checkShown(operation, example.name(), requests.post(operation.path(), example));
            }
            if (operation.path().endsWith("/batch")) {
                Example mixed = example(document.examples(request), "mixed");
                checkShown(operation, "mixedProblems", requests.post(operation.path() + "?results=problems", mixed));
            }
            if (operation.path().equals(UPLOAD)) {
                Example mixed = example(document.examples(request), "mixed");
                checkShown(operation, "mixedAll", requests.post(UPLOAD + "?results=all", mixed));
                checkShown(operation, "mixedSummary", requests.post(UPLOAD + "?results=summary", mixed));
            }
        }
    }

    private void get(Operation operation) {
        if (isStream(operation)) {
            watch(operation);
            return;
        }
        if (!operation.path().contains("{")) {
            assertEquals(200, api.get(operation.path() + required(operation)).status());
        }
        for (JsonNode parameter : parameters(operation)) {
            if (parameter.has("example")) {
                Reply reply = get(operation, parameter, parameter.get("example"));
                assertEquals(200, reply.status(), reply::toString);
            }
            for (Map.Entry<String, JsonNode> example :
                    parameter.path("examples").properties()) {
                Reply reply = get(operation, parameter, example.getValue().get("value"));
                if (parameter.get("in").asText().equals("path")) {
                    checkShown(operation, example.getKey(), reply);
                } else {
                    assertEquals(shownWith(operation, example.getKey()), reply.status(), reply::toString);
                }
            }
        }
    }

    private List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> parameters.add(document.follow(parameter)));
        return parameters;
    }

    private boolean isStream(Operation operation) {
        return document.responses(operation).get(200).path("content").has(Document.EVENTS);
    }

    /** What does not end is seen to begin, with each parameter; {@link Watch} holds it to the document. */
    private void watch(Operation operation) {
        for (JsonNode parameter : parameters(operation)) {
            String name = parameter.get("name").asText();
            List<JsonNode> values = new ArrayList<>();
            parameter.path("examples").forEach(example -> values.add(example.get("value")));
            values.addAll(parameter.has("example") ? List.of(parameter.get("example")) : List.of());
            for (JsonNode value : values) {
                watch(parameter.get("in").asText(), name, value.asText());
            }
        }
    }

    private void watch(String in, String name, String value) {
        boolean header = in.equals("header");
        String[] headers = header ? new String[] {name, value} : new String[0];
        try (Watch watch = Watch.open(base, header ? "" : "?" + name + "=" + value, headers)) {
            watch.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply get(Operation operation, JsonNode parameter, JsonNode example) {
        String name = parameter.get("name").asText();
        String value = requests.ours(example).asText();
        return switch (parameter.get("in").asText()) {
            case "path" -> api.get(operation.path().replace("{" + name + "}", value));
            case "header" ->
                api.send(api.request(operation.path()).header(name, value).GET());
            default -> api.get(query(operation, name, value));
        };
    }

    private String query(Operation operation, String name, String value) {
        String path = path(operation);
        String required = required(operation);
        if (required.isEmpty()) {
            boolean ofStats = name.equals("cursor") && path.equals("/v1/stats");
            return path + "?" + (ofStats ? OF_CURSOR : "") + name + "=" + value;
        }
        return path + required + (required.contains("?" + name + "=") ? "" : "&" + name + "=" + value);
    }

    /** Its variables have the values of their example. */
    private String path(Operation operation) {
        String path = operation.path();
        for (JsonNode parameter : parameters(operation)) {
            String variable = "{" + parameter.get("name").asText() + "}";
            if (path.contains(variable)) {
                path = path.replace(variable, parameter.get("example").asText());
            }
        }
        return path;
    }

    /** The query without which there is no answer. */
    private String required(Operation operation) {
        return parameters(operation).stream()
                .filter(parameter -> parameter.get("in").asText().equals("query")
                        && parameter.path("required").asBoolean())
                .map(parameter -> "?" + parameter.get("name").asText() + "="
                        + parameter.get("example").asText())
                .findFirst()
                .orElse("");
    }

    @Test
    void gzip_isTaken() {
        Operation operation = document.operation("POST", "/v1/ratings");
        JsonNode rating = example(document.examples(operation.node().get("requestBody")), "accepted")
                .value();
        byte[] plain = requests.ours(rating).toString().getBytes(StandardCharsets.UTF_8);
        Reply reply = api.postGzip(operation.path(), Api.gzip(plain));
        assertTrue(reply.status() < 300, reply.toString());
    }

    @Test
    void problems_readAsShown() {
        problem("/v1/ratings", "{\"serviceEventId\": \"4113\",", "notJson");
        problem("/v1/ratings", "", "bodyEmpty");
        problem("/v1/ratings", " ".repeat(16 * 1024 + 1), "contentTooLarge");
        problem("/v1/ratings/batch", "[{\"serviceEventId\": \"4113\"}, ]", "notJson");
        problem("/v1/ratings/batch", "{}", "notAnArray");
        problem("/v1/ratings/batch", "[]", "batchEmpty");
        problem("/v1/ratings/batch", " ".repeat(5 * 1024 * 1024 + 1), "contentTooLarge");
        problem("/v1/ratings/batch", "[" + "{},".repeat(5_000) + "{}]", "tooManyItems");
        problem("/v1/ratings/lookup", "{\"serviceEventIds\": [", "notJson");
        problem("/v1/ratings/lookup", "{\"ids\": []}", "lookupInvalid");
        problem("/v1/ratings/lookup", " ".repeat(256 * 1024 + 1), "contentTooLarge");
        for (String path : List.of("/v1/ratings", "/v1/ratings/batch", "/v1/ratings/lookup")) {
            Operation operation = document.operation("POST", path);
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            checkShown(operation, "unsupportedMediaType", api.post(path, body, "text/plain"));
            checkShown(operation, "bodyUnreadable", api.postGzip(path, body));
            checkShown(operation, "unsupportedEncoding", postEncoded(path, "application/json", body, "br"));
        }
    }

    @Test
    void uploads_tellWhatIsWrongAsShown() {
        Operation upload = document.operation("POST", UPLOAD);
        String lines = "{\"serviceEventId\": \"4113\",\n\n" + "x".repeat(16 * 1024 + 1) + "\n";
        checkShown(upload, "unreadableLines", postLines(UPLOAD, lines));
        checkShown(upload, "brokenGzip", postEncoded(UPLOAD, Document.NDJSON, "no gzip".getBytes(), "gzip"));
        checkShown(upload, "unsupportedMediaType", api.post(UPLOAD, "{}".getBytes(), "text/plain"));
        checkShown(upload, "unsupportedEncoding", postEncoded(UPLOAD, Document.NDJSON, "{}".getBytes(), "br"));
        checkShown(upload, "parameterInvalid", postLines(UPLOAD + "?results=some", "{}"));
        checkShown(upload, "parameterUnknown", postLines(UPLOAD + "?result=all", "{}"));
        assertEquals(405, put(UPLOAD).status());
    }

    @Test
    void lists_areTakenAsShown() {
        Operation operation = document.operation("PUT", "/v1/registry/{kind}");
        JsonNode request = operation.node().get("requestBody");
        assertEquals(200, put("/v1/registry/windows", "", Document.NDJSON).status());
        for (Example example : document.examples(request)) {
            Reply reply = put("/v1/registry/windows", example.value().asText(), example.mediaType());
            checkShown(operation, example.name(), reply);
        }
        checkShown(operation, "noSuchKind", put("/v1/registry/staff", "", Document.NDJSON));
        checkShown(operation, "unsupportedMediaType", put("/v1/registry/windows", "", "application/json"));
        checkShown(operation, "noParameters", put("/v1/registry/windows?lang=en", "", Document.NDJSON));
        String tooLong = " ".repeat(32 * 1024 * 1024 + 1);
        checkShown(operation, "contentTooLarge", put("/v1/registry/windows", tooLong, Document.NDJSON));
        Reply changed = api.send(api.request("/v1/registry/windows")
                .header("Content-Type", Document.NDJSON)
                .header("If-Match", "\"4.0.0.J\"")
                .PUT(BodyPublishers.noBody()));
        checkShown(operation, "registryChanged", changed);
        Reply broken = api.send(api.request("/v1/registry/windows")
                .header("Content-Type", Document.NDJSON)
                .header("Content-Encoding", "gzip")
                .PUT(BodyPublishers.ofString("no gzip")));
        checkShown(operation, "bodyUnreadable", broken);
        assertEquals(200, put("/v1/registry/windows", "", Document.NDJSON).status());
    }

    @Test
    void queries_areRefusedAsShown() {
        for (String path :
                List.of("/v1/ratings", "/v1/stats", "/v1/stats/live", "/v1/registry/{kind}", "/v1/coverage/{kind}")) {
            Operation stats = document.operation("GET", path);
            document.responses(stats).forEach((status, response) -> {
                if (status >= 400) {
                    document.examples(response).stream()
                            .filter(example ->
                                    example.summary().startsWith(stats.path().replaceAll("\\{.*", "")))
                            .forEach(example -> checkShown(stats, example.name(), api.get(example.summary())));
                }
            });
        }
        Operation batch = document.operation("POST", "/v1/ratings/batch");
        checkShown(batch, "parameterInvalid", post("/v1/ratings/batch?results=some", "[]"));
    }

    @Test
    void parametersWhereThereAreNone_areRefusedAsShown() {
        for (String path : List.of("/v1/ratings", "/v1/ratings/lookup")) {
            checkShown(document.operation("POST", path), "noParameters", post(path + "?lang=en", "{}"));
        }
        for (String path :
                List.of("/v1/ratings/{serviceEventId}", "/v1/audit/counts", "/v1/catalogue", "/v1/registry")) {
            Reply reply = api.get(path.replaceAll("[{}]", "") + "?lang=en");
            checkShown(document.operation("GET", path), "noParameters", reply);
        }
    }

    @Test
    void otherMethods_areRefusedAsShown() {
        checkShown(document.operation("POST", "/v1/ratings"), "takesGetAndPost", put("/v1/ratings"));
        for (String path :
                List.of("/v1/stats", "/v1/stats/live", "/v1/audit/counts", "/v1/catalogue", "/v1/registry")) {
            checkShown(document.operation("GET", path), "takesGet", put(path));
        }
        checkShown(document.operation("GET", "/v1/coverage/{kind}"), "takesGet", put("/v1/coverage/regions"));
        checkShown(
                document.operation("GET", "/v1/registry/{kind}"), "takesGetAndPut", post("/v1/registry/regions", "{}"));
        checkShown(document.operation("GET", "/v1/ratings/{serviceEventId}"), "takesGet", put("/v1/ratings/E-1"));
    }

    @Test
    void catalogue_holdsTheExtractShown() {
        Operation operation = document.operation("GET", "/v1/catalogue");
        Reply reply = api.get(operation.path());
        JsonNode shown =
                document.examples(document.responses(operation).get(200)).get(0).value();
        for (Map.Entry<String, JsonNode> list : shown.properties()) {
            Set<JsonNode> told = new HashSet<>();
            reply.json().get(list.getKey()).forEach(told::add);
            list.getValue().forEach(entry -> assertTrue(told.contains(entry), () -> entry + " is not told"));
        }
    }

    private void problem(String path, String body, String example) {
        checkShown(document.operation("POST", path), example, post(path, body));
    }

    private Reply post(String path, String body) {
        return api.post(path, body);
    }

    private Reply postLines(String path, String body) {
        return api.post(path, body.getBytes(StandardCharsets.UTF_8), Document.NDJSON);
    }

    private Reply postEncoded(String path, String mediaType, byte[] body, String encoding) {
        return api.send(api.request(path)
                .header("Content-Type", mediaType)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private Reply put(String path, String body, String mediaType) {
        return api.send(api.request(path)
                .header("Content-Type", mediaType)
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString(body)));
    }

    private Reply put(String path) {
        return api.send(api.request(path).PUT(BodyPublishers.ofString("{}")));
    }

    /** The answer is the example of this name. */
    private void checkShown(Operation operation, String name, Reply reply) {
        int status = shownWith(operation, name);
        assertEquals(status, reply.status(), operation + " " + name + ": " + reply);
        List<Example> examples = document.examples(document.responses(operation).get(status));
        JsonNode shown = requests.ours(example(examples, name).value());
        assertEquals(comparable(shown), comparable(body(reply)), operation + " " + name);
    }

    /** JSON, or the text of its lines. */
    private static JsonNode body(Reply reply) {
        boolean lines = Document.NDJSON.equals(reply.header("Content-Type"));
        return lines ? TextNode.valueOf(reply.response().body()) : reply.json();
    }

    private static JsonNode comparable(JsonNode value) {
        return withoutPassing(value.isTextual() ? withoutEarlierCommits(Document.lines(value)) : value);
    }

    /** How many transactions an upload takes depends on how it arrives: of its commits the last is compared. */
    private static JsonNode withoutEarlierCommits(ArrayNode lines) {
        boolean later = false;
        for (int i = lines.size() - 1; i >= 0; i--) {
            boolean commit = lines.get(i).has("committedThrough");
            if (commit && later) {
                lines.remove(i);
            }
            later |= commit;
        }
        return lines;
    }

    private int shownWith(Operation operation, String name) {
        return document.responses(operation).entrySet().stream()
                .filter(response -> document.examples(response.getValue()).stream()
                        .anyMatch(example -> example.name().equals(name)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError(operation + " has no answer with the example " + name));
    }

    private static Example example(List<Example> examples, String name) {
        return examples.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode withoutPassing(JsonNode value) {
        JsonNode copy = value.deepCopy();
        for (String name : PASSING) {
            for (JsonNode owner : copy.findParents(name)) {
                ((ObjectNode) owner).set(name, TextNode.valueOf("some " + name));
            }
        }
        return copy;
    }
}
