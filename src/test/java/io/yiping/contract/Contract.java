package io.yiping.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yiping.contract.Document.Example;
import io.yiping.contract.Document.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says in what an {@link Answer} differs from the OpenAPI document: path and method, status, media type, headers, body.
 *
 * <ul>
 *   <li>{@code /q/…} is the platform's and not looked at.
 *   <li>What is not documented has to be refused: a path with 404 {@code not-found}, a method with 405.
 *   <li>A page outside of {@code /v1} is for browsers, not for partners: the document is silent about it.
 *   <li>Documented is a problem's type only where an example of this operation and status shows it.
 * </ul>
 *
 * <p>Thread-safety: safe.
 */
final class Contract {

    private static final String PLATFORM = "/q/";
    private static final String OURS = "/v1";
    private static final String PROBLEM = "application/problem+json";
    private static final String NOT_FOUND = "/problems/not-found";

    /** What HTTP itself says; any other header is the service's word and documented. */
    private static final Set<String> TRANSPORT =
            Set.of("connection", "content-length", "content-type", "transfer-encoding");

    private final Document document;
    private final Schemas schemas;

    Contract(Document document) {
        this.document = document;
        this.schemas = new Schemas(document);
    }

    List<String> faults(Answer answer) {
        if (answer.path().startsWith(PLATFORM)) {
            return List.of();
        }
        List<Operation> there = document.operationsAt(answer.path());
        if (there.isEmpty()) {
            return faultsOfUnknown(answer);
        }
        Operation operation = meant(answer, there);
        if (operation == null) {
            operation = there.get(0);
            if (answer.status() != 405) {
                return List.of("the document has no " + answer.method() + " " + operation.path());
            }
        }
        JsonNode response = document.responses(operation).get(answer.status());
        return response == null ? List.of(operation + " has no status " + answer.status()) : faults(response, answer);
    }

    List<String> faultsOfPart(Answer answer, String part) {
        Operation operation = meant(answer, document.operationsAt(answer.path()));
        JsonNode content = content(document.responses(operation).get(answer.status()), answer);
        try {
            return schemas.faults(content.at("/schema/contentSchema"), Document.JSON.readTree(part));
        } catch (IOException e) {
            return List.of("no JSON: " + part);
        }
    }

    /** HEAD goes with GET everywhere, as HTTP wants it; documents do not list it. */
    private static Operation meant(Answer answer, List<Operation> there) {
        String method = isHead(answer) ? "GET" : answer.method();
        return there.stream()
                .filter(one -> one.method().equals(method))
                .findFirst()
                .orElse(null);
    }

    private static boolean isHead(Answer answer) {
        return answer.method().equals("HEAD");
    }

    private List<String> faultsOfUnknown(Answer answer) {
        if (answer.status() != 404) {
            return answer.path().startsWith(OURS) ? List.of("the document has no path " + answer.path()) : List.of();
        }
        List<String> faults = new ArrayList<>();
        if (!PROBLEM.equals(answer.header("Content-Type"))) {
            faults.add("an unknown path is answered with a problem");
        } else if (!isHead(answer)) {
            JsonNode problem = document.schemas().get("Problem");
            faultsOfBody(problem, Set.of(NOT_FOUND), answer, faults);
        }
        return faults;
    }

    private List<String> faults(JsonNode response, Answer answer) {
        List<String> faults = new ArrayList<>();
        faultsOfHeaders(response, answer, faults);
        JsonNode content = content(response, answer);
        if (response.has("content") && content == null) {
            faults.add("media type " + answer.header("Content-Type"));
        } else if (content == null || isHead(answer)) {
            if (answer.body() != null && !answer.body().isEmpty()) {
                faults.add("there is a body");
            }
        } else if (answer.body() != null) {
            faultsOfBody(content.get("schema"), typesShown(response), answer, faults);
        }
        return faults;
    }

    private void faultsOfHeaders(JsonNode response, Answer answer, List<String> faults) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(TRANSPORT);
        for (Map.Entry<String, JsonNode> documented : response.path("headers").properties()) {
            known.add(documented.getKey());
            JsonNode header = document.follow(documented.getValue());
            faultsOfHeader(documented.getKey(), header, answer.header(documented.getKey()), faults);
        }
        answer.headers().map().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add("the header " + name + " is not documented"));
    }

    private void faultsOfHeader(String name, JsonNode header, String value, List<String> faults) {
        if (value == null) {
            if (header.path("required").asBoolean()) {
                faults.add("there is no header " + name);
            }
            return;
        }
        boolean number = header.at("/schema/type").asText().equals("integer") && value.matches("[0-9]{1,18}");
        JsonNode typed =
                number ? Document.JSON.getNodeFactory().numberNode(Long.parseLong(value)) : TextNode.valueOf(value);
        schemas.faults(header.get("schema"), typed).forEach(fault -> faults.add("header " + name + " " + fault));
    }

    /** What the response has for the answer's media type; of a text its charset may be said. */
    private static JsonNode content(JsonNode response, Answer answer) {
        String type = answer.header("Content-Type");
        String bare = type != null && type.startsWith("text/") ? type.replaceAll(";.*", "") : type;
        return bare == null ? null : response.path("content").get(bare);
    }

    private Set<String> typesShown(JsonNode response) {
        Set<String> types = new TreeSet<>();
        for (Example example : document.examples(response)) {
            types.add(example.value().path("type").asText());
        }
        return types;
    }

    /** @param types the problems that it may be */
    private void faultsOfBody(JsonNode schema, Set<String> types, Answer answer, List<String> faults) {
        String mediaType = answer.header("Content-Type");
        JsonNode body;
        try {
            body = mediaType.matches("application/(.+\\+)?json")
                    ? Document.strictly(answer.body())
                    : TextNode.valueOf(answer.body());
            faults.addAll(schemas.faults(schema, body));
        } catch (IOException | UncheckedIOException e) {
            faults.add("no JSON: " + e.getMessage());
            return;
        }
        if (mediaType.equals(PROBLEM)) {
            faultsOfProblem(types, answer.status(), body, faults);
        }
    }

    private static void faultsOfProblem(Set<String> types, int status, JsonNode problem, List<String> faults) {
        String type = problem.path("type").asText();
        if (!types.contains(type)) {
            faults.add(type + " is none of the problems shown: " + types);
        }
        if (problem.path("status").asInt() != status) {
            faults.add("the problem says status " + problem.path("status"));
        }
    }
}
