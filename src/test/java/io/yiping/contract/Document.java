package io.yiping.contract;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The OpenAPI document as it is written, {@code META-INF/openapi.yaml}, with its references followed. */
final class Document {

    static final ObjectMapper JSON = new ObjectMapper();

    static final String NDJSON = "application/x-ndjson";

    static final String EVENTS = "text/event-stream";

    static final String CSV = "text/csv";

    private static final ObjectReader STRICT = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonNode root;

    private Document(JsonNode root) {
        this.root = root;
    }

    /** A call: {@code POST /v1/ratings}. */
    record Operation(String method, String path, JsonNode node) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * An example of a body, where it stands: its media type and its schema.
     *
     * @param summary of an answer of {@code GET /v1/stats} the request that gives it
     */
    record Example(String name, String summary, JsonNode value, String mediaType, JsonNode schema) {}

    static Document read() {
        try (InputStream yaml = Document.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            // Through JSON text: YAML's own numbers and those of answers are then of the same kinds.
            JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(yaml);
            return new Document(JSON.readTree(JSON.writeValueAsString(tree)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON values of a text that has one a line. */
    static ArrayNode lines(JsonNode text) {
        ArrayNode lines = JSON.createArrayNode();
        text.asText().lines().forEach(line -> {
            try {
                lines.add(strictly(line));
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + line, e);
            }
        });
        return lines;
    }

    /** The JSON values of a text of server-sent events. */
    static ArrayNode events(JsonNode text) {
        String data = text.asText()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .collect(Collectors.joining("\n"));
        return lines(TextNode.valueOf(data));
    }

    /** JSON and nothing behind it. */
    static JsonNode strictly(String text) throws IOException {
        return STRICT.readTree(text);
    }

    JsonNode root() {
        return root;
    }

    JsonNode schemas() {
        return root.at("/components/schemas");
    }

    String description() {
        return root.at("/info/description").asText();
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    String name = method.getKey().toUpperCase(java.util.Locale.ROOT);
                    operations.add(new Operation(name, path.getKey(), method.getValue()));
                }
            }
        }
        return operations;
    }

    /** The operations of the paths that a request's path may mean: those that are written out before those with a variable. */
    List<Operation> operationsAt(String path) {
        // The router forgives a slash at the end.
        String asked = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return operations().stream()
                .filter(one -> asked.matches(one.path().replaceAll("\\{[A-Za-z]+\\}", "[^/]+")))
                .sorted(Comparator.comparing(one -> one.path().contains("{")))
                .toList();
    }

    Operation operation(String method, String path) {
        return operations().stream()
                .filter(one -> one.method().equals(method) && one.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Responses by status. */
    Map<Integer, JsonNode> responses(Operation operation) {
        Map<Integer, JsonNode> responses = new TreeMap<>();
        for (Map.Entry<String, JsonNode> response :
                operation.node().get("responses").properties()) {
            responses.put(Integer.parseInt(response.getKey()), follow(response.getValue()));
        }
        return responses;
    }

    /** The examples of a request body, a response or whatever else has {@code content}. */
    List<Example> examples(JsonNode withContent) {
        List<Example> examples = new ArrayList<>();
        for (Map.Entry<String, JsonNode> media : withContent.path("content").properties()) {
            JsonNode schema = media.getValue().get("schema");
            for (Map.Entry<String, JsonNode> example :
                    media.getValue().path("examples").properties()) {
                JsonNode shown = follow(example.getValue());
                String summary = shown.path("summary").asText();
                examples.add(new Example(example.getKey(), summary, shown.get("value"), media.getKey(), schema));
            }
        }
        return examples;
    }

    JsonNode follow(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : follow(root.at(reference.asText().substring(1)));
    }
}
