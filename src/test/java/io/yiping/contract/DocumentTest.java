package io.yiping.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yiping.contract.Document.Example;
import io.yiping.contract.Document.Operation;
import io.yiping.platform.Problem;
import io.yiping.rating.Channel;
import io.yiping.rating.Origin;
import io.yiping.rating.Verdict;
import io.yiping.rating.ViolationCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document alone: that it is whole, that generators can read it, and that its tables are those of the code. */
class DocumentTest {

    private static final Set<String> EXAMPLES = Set.of("example", "examples", "value", "default");

    private final Document document = Document.read();
    private final Schemas schemas = new Schemas(document);

    @Test
    void operations_haveAnIdOfTheirOwnASummaryAndADescription() {
        Set<String> ids = new HashSet<>();
        for (Operation operation : document.operations()) {
            String id = operation.node().path("operationId").asText();
            assertTrue(id.matches("[a-z][A-Za-z]+") && ids.add(id), operation + " has the operationId " + id);
            for (String text : List.of("summary", "description")) {
                assertFalse(operation.node().path(text).asText().isBlank(), operation + " has no " + text);
            }
        }
        assertFalse(ids.isEmpty());
    }

    @Test
    void bodies_haveExamplesThatKeepToTheirSchemas() {
        for (Operation operation : document.operations()) {
            JsonNode request = operation.node().get("requestBody");
            if (request != null) {
                checkExamples(operation + " request", request);
            }
            document.responses(operation).forEach((status, response) -> {
                if (status != 304) {
                    checkExamples(operation + " " + status, response);
                }
            });
        }
    }

    private void checkExamples(String where, JsonNode withContent) {
        List<Example> examples = document.examples(withContent);
        assertFalse(examples.isEmpty(), where + " has no example");
        for (Example example : examples) {
            assertEquals(List.of(), schemas.faults(example.schema(), example.value()), where + " " + example.name());
        }
    }

    @Test
    void problemExamples_haveTheirTitleAndStatus() {
        for (Operation operation : document.operations()) {
            document.responses(operation).forEach((status, response) -> {
                for (Example example : document.examples(response)) {
                    String where = operation + " " + status + " " + example.name();
                    boolean problem = status >= 400;
                    List<String> expected = problem ? List.of("application/problem+json") : answeredWith(operation);
                    assertTrue(expected.contains(example.mediaType()), where + " is " + example.mediaType());
                    if (problem) {
                        checkProblem(where, status, example.value());
                    } else if (example.mediaType().equals(Document.NDJSON)) {
                        checkProblemLines(where, example.value());
                    }
                }
            });
        }
    }

    /** Lines are answered with lines, who watches with events. */
    private static List<String> answeredWith(Operation operation) {
        if (operation.path().startsWith("/v1/registry")) {
            return List.of("application/json", Document.CSV, Document.NDJSON);
        }
        if (operation.node().at("/requestBody/content").has(Document.NDJSON)) {
            return List.of(Document.NDJSON);
        }
        boolean live = operation.path().endsWith("/live");
        return live ? List.of(Document.EVENTS) : List.of("application/json", Document.CSV);
    }

    private static void checkProblemLines(String where, JsonNode text) {
        for (JsonNode line : Document.lines(text)) {
            if (line.has("problem")) {
                JsonNode problem = line.get("problem");
                checkProblem(where, problem.get("status").asInt(), problem);
            }
        }
    }

    private static void checkProblem(String where, int status, JsonNode value) {
        Problem problem = Stream.of(Problem.values())
                .filter(one -> one.type().equals(value.get("type").asText()))
                .findFirst()
                .orElseThrow();
        assertEquals(problem.title(), value.get("title").asText(), where);
        assertEquals(problem.status(), value.get("status").asInt(), where);
        assertEquals(problem.status(), status, where);
    }

    @Test
    void unavailableAnswers_sayWhenToTryAgain() {
        for (Operation operation : document.operations()) {
            JsonNode response = document.responses(operation).get(503);
            assertTrue(response == null || response.path("headers").has("Retry-After"), operation.toString());
        }
    }

    @Test
    void constructs_areThoseThatGeneratorsUnderstand() {
        List<String> faults = new ArrayList<>();
        checkConstructs(document.root(), "", faults);
        assertEquals(List.of(), faults);
    }

    private static void checkConstructs(JsonNode node, String at, List<String> faults) {
        if (node.isObject()) {
            for (String name : List.of("nullable", "anyOf", "oneOf")) {
                if (node.has(name)) {
                    faults.add(at + " has " + name);
                }
            }
            if (node.path("type").isArray() || node.path("type").asText().equals("null")) {
                faults.add(at + " may be null or several types");
            }
            if (node.path("default").isNull()) {
                faults.add(at + " has the default null");
            }
            if (node.path("$ref").isTextual() && node.size() > 1) {
                faults.add(at + " has something beside its $ref");
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            boolean anExample = EXAMPLES.contains(member.getKey()) && !at.endsWith("/properties");
            if (!anExample || at.equals("/components")) {
                checkConstructs(member.getValue(), at + "/" + member.getKey(), faults);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkConstructs(node.get(i), at + "/" + i, faults);
        }
    }

    @Test
    void enums_sayThatTheyMayGrow() {
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, JsonNode> schema : document.schemas().properties()) {
            for (JsonNode owner : schema.getValue().findParents("enum")) {
                if (!owner.path("description").asText().matches("(?s).*More .* (may|will) be added.*")) {
                    silent.add(schema.getKey() + " " + owner.get("enum"));
                }
            }
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void problems_areThoseOfTheCode() {
        JsonNode type = document.schemas().at("/Problem/properties/type");
        assertEquals(names(Problem.values(), Problem::type), texts(type.get("enum")));
        assertEquals(
                names(Problem.values(), one -> one.type().substring("/problems/".length()) + " " + one.status()),
                rows("\\| `([a-z-]+)` \\| (\\d{3}) \\| [^|]+ \\| [^|]+ \\|"));
    }

    @Test
    void violations_areThoseOfTheCode() {
        JsonNode code = document.schemas().at("/Violation/properties/code");
        assertEquals(names(ViolationCode.values(), ViolationCode::code), texts(code.get("enum")));
        assertEquals(
                names(ViolationCode.values(), ViolationCode::code),
                rows("\\| `([a-z-]+)`() \\| [^|]{10,} \\|(?!.*\\|)"));
    }

    @Test
    void words_areThoseOfTheCode() {
        assertEquals(
                names(Verdict.values(), Verdict::word), texts(document.schemas().at("/Verdict/enum")));
        assertEquals(
                names(Channel.values(), Enum::name), texts(document.schemas().at("/Channel/enum")));
        assertEquals(
                names(Origin.values(), Enum::name), texts(document.schemas().at("/Origin/enum")));
    }

    private static <T> List<String> names(T[] values, Function<T, String> name) {
        return Stream.of(values).map(name).toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The first two groups of each line of the description that is such a row. */
    private List<String> rows(String row) {
        return Pattern.compile("^" + row + "$", Pattern.MULTILINE)
                .matcher(document.description())
                .results()
                .map(found -> (found.group(1) + " " + found.group(2)).strip())
                .toList();
    }
}
