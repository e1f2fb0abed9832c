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
import io.yiping.contract.Document.Example;
import io.yiping.contract.Document.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The examples run. Each is sent in the order of the document, and the answer is one that is documented, as {@link Answer}
 * sees to for every answer. An answer's example of the same name as the request's is what the service says,
 * but for times and versions; line by line where it has lines.
 */
@QuarkusTest
class ExamplesTest {

    /** How the keys of the examples begin. Each run has its own, so that they are new to the database. */
    private static final String KEYS = "41130020251120000000";

    private static final String UPLOAD = "/v1/ratings/stream";

    private static final List<String> PASSING = List.of("receivedAt", "version", "asOf", "tookMillis");

    @TestHTTPResource("/")
    URI base;

    private final Document document = Document.read();
    private final String keys = keysOfThisRun();
    private Api api;

    private static String keysOfThisRun() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%010d%010d", random.nextLong(10_000_000_000L), random.nextLong(10_000_000_000L));
    }

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void examples_areAnsweredAsShown() throws IOException {
        for (Operation operation : document.operations()) {
            JsonNode request = operation.node().get("requestBody");
            if (request == null) {
                get(operation);
                continue;
            }
            for (Example example : document.examples(request)) {
                checkShown(operation, example.name(), post(operation.path(), example));
            }
            if (operation.path().endsWith("/batch")) {
                Example mixed = example(document.examples(request), "mixed");
                checkShown(operation, "mixedProblems", post(operation.path() + "?results=problems", mixed));
            }
            if (operation.path().equals(UPLOAD)) {
                Example mixed = example(document.examples(request), "mixed");
                checkShown(operation, "mixedAll", post(UPLOAD + "?results=all", mixed));
                checkShown(operation, "mixedSummary", post(UPLOAD + "?results=summary", mixed));
            }
        }
    }

    private void get(Operation operation) throws IOException {
        if (!operation.path().contains("{")) {
            api.get(operation.path());
        }
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.get("name").asText();
            boolean inPath = parameter.get("in").asText().equals("path");
            if (parameter.has("example")) {
                api.get(operation.path() + "?" + name + "="
                        + parameter.get("example").asText());
            }
            for (Map.Entry<String, JsonNode> example :
                    parameter.path("examples").properties()) {
                String value = ours(example.getValue().get("value")).asText();
                if (inPath) {
                    Reply reply = api.get(operation.path().replace("{" + name + "}", value));
                    checkShown(operation, example.getKey(), reply);
                } else {
                    Reply reply = api.get(operation.path() + "?" + name + "=" + value);
                    assertEquals(shownWith(operation, example.getKey()), reply.status(), reply.toString());
                }
            }
        }
    }

    @Test
    void gzip_isTaken() throws IOException {
        Operation operation = document.operation("POST", "/v1/ratings");
        JsonNode rating = example(document.examples(operation.node().get("requestBody")), "accepted")
                .value();
        byte[] plain = ours(rating).toString().getBytes(StandardCharsets.UTF_8);
        Reply reply = api.postGzip(operation.path(), Api.gzip(plain));
        assertTrue(reply.status() < 300, reply.toString());
    }

    @Test
    void problems_readAsShown() throws IOException {
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
    void uploads_tellWhatIsWrongAsShown() throws IOException {
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
    void queries_areRefusedAsShown() throws IOException {
        Operation stats = document.operation("GET", "/v1/stats");
        checkShown(stats, "parameterInvalid", api.get("/v1/stats?county=411302"));
        checkShown(stats, "statsSelectionUnsupported", api.get("/v1/stats?by=region"));
        assertEquals(503, api.get("/v1/stats?minVersion=" + Long.MAX_VALUE).status());
        Operation batch = document.operation("POST", "/v1/ratings/batch");
        checkShown(batch, "parameterInvalid", post("/v1/ratings/batch?results=some", "[]"));
    }

    @Test
    void parametersWhereThereAreNone_areRefusedAsShown() throws IOException {
        for (String path : List.of("/v1/ratings", "/v1/ratings/lookup")) {
            checkShown(document.operation("POST", path), "noParameters", post(path + "?lang=en", "{}"));
        }
        for (String path : List.of("/v1/ratings/{serviceEventId}", "/v1/audit/counts", "/v1/catalogue")) {
            Reply reply = api.get(path.replaceAll("[{}]", "") + "?lang=en");
            checkShown(document.operation("GET", path), "noParameters", reply);
        }
    }

    @Test
    void otherMethods_areRefusedAsShown() throws IOException {
        checkShown(document.operation("POST", "/v1/ratings"), "takesPost", put("/v1/ratings"));
        for (String path : List.of("/v1/stats", "/v1/audit/counts", "/v1/catalogue")) {
            checkShown(document.operation("GET", path), "takesGet", put(path));
        }
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

    private void problem(String path, String body, String example) throws IOException {
        checkShown(document.operation("POST", path), example, post(path, body));
    }

    private Reply post(String path, String body) {
        return api.post(path, body);
    }

    private Reply post(String path, Example example) throws IOException {
        JsonNode value = ours(example.value());
        String body = value.isTextual() ? value.asText() : value.toString();
        return api.post(path, body.getBytes(StandardCharsets.UTF_8), example.mediaType());
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

    private Reply put(String path) {
        return api.send(api.request(path).PUT(BodyPublishers.ofString("{}")));
    }

    /** The answer is the example of this name. */
    private void checkShown(Operation operation, String name, Reply reply) throws IOException {
        int status = shownWith(operation, name);
        assertEquals(status, reply.status(), operation + " " + name + ": " + reply);
        List<Example> examples = document.examples(document.responses(operation).get(status));
        JsonNode shown = ours(example(examples, name).value());
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

    private JsonNode ours(JsonNode value) throws IOException {
        return Document.JSON.readTree(value.toString().replace(KEYS, keys));
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
