package io.yiping.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The checker of answers finds what is wrong with made-up ones: what it lets pass, nobody would see. */
class ContractTest {

    private static final String JSON = "Content-Type: application/json";
    private static final String PROBLEM = "Content-Type: application/problem+json";
    private static final String NDJSON = "Content-Type: application/x-ndjson";
    private static final String RECEIPT =
            "{\"serviceEventId\":\"E-1\",\"verdict\":\"accepted\",\"receivedAt\":\"2026-11-22T17:01:41.7Z\",\"version\":8}";

    @Test
    void documentedAnswers_pass() {
        passes(answer("POST /v1/ratings", 201, RECEIPT, JSON, "location: /v1/ratings/E-1"));
        passes(answer("POST /v1/ratings/stream", 200, "{\"committedThrough\":3,\"version\":14}\n", NDJSON));
        passes(answer("GET /v1/ratings/E-1", 404, problem("rating-not-found", 404), PROBLEM));
        passes(answer("HEAD /v1/ratings/E-1", 404, "", PROBLEM));
        passes(answer("PUT /v1/ratings/", 405, problem("method-not-allowed", 405), PROBLEM, "Allow: POST"));
    }

    @Test
    void headers_areThoseDocumented() {
        finds("no header Location", answer("POST /v1/ratings", 201, RECEIPT, JSON));
        finds(
                "X-Trace is not documented",
                answer("POST /v1/ratings", 201, RECEIPT, JSON, "Location: /v1/ratings/E-1", "X-Trace: 1"));
        String overloaded = problem("overloaded", 503);
        finds("no header Retry-After", answer("POST /v1/ratings", 503, overloaded, PROBLEM));
        finds("header Retry-After", answer("POST /v1/ratings", 503, overloaded, PROBLEM, "Retry-After: soon"));
        finds("header Retry-After", answer("POST /v1/ratings", 503, overloaded, PROBLEM, "Retry-After: 0"));
        finds("media type text/html", answer("GET /v1/ratings/E-1", 404, "<p>", "Content-Type: text/html"));
        finds("media type null", answer("GET /v1/ratings/E-1", 404, problem("rating-not-found", 404)));
    }

    @Test
    void bodies_fitTheirSchemas() {
        String location = "Location: /v1/ratings/E-1";
        finds("receivedAt", answer("POST /v1/ratings", 201, "{\"verdict\":\"accepted\"}", JSON, location));
        finds("verdict", answer("POST /v1/ratings", 201, RECEIPT.replace("accepted", "taken"), JSON, location));
        finds("/id is not doc", answer("POST /v1/ratings", 201, RECEIPT.replace("{", "{\"id\":1,"), JSON, location));
        finds("no JSON", answer("POST /v1/ratings", 201, RECEIPT + "}", JSON, location));
        finds("no JSON", answer("POST /v1/ratings/stream", 200, "{\"committedThrough\"\n", NDJSON));
        String lines = "{\"committedThrough\":3}\n{\"committedThrough\":0}\n";
        finds("line 2", answer("POST /v1/ratings/stream", 200, lines, NDJSON));
        finds("there is a body", answer("HEAD /v1/ratings/E-1", 404, problem("rating-not-found", 404), PROBLEM));
    }

    @Test
    void parts_fitTheirSchema() {
        Answer upload = answer("POST /v1/ratings/stream", 200, null, NDJSON);
        passes(upload);
        upload.checkPart("{\"committedThrough\":3}");
        assertThrows(AssertionError.class, () -> upload.checkPart("{\"committedThrough\":\"3\"}"));
        assertThrows(AssertionError.class, () -> upload.checkPart("{\"committed\":3}"));
        assertThrows(AssertionError.class, () -> upload.checkPart("{\"committedThrough\":3"));
    }

    @Test
    void problems_areThoseThatTheOperationShows() {
        finds("/problems/not-json", answer("GET /v1/ratings/E-1", 404, problem("not-json", 404), PROBLEM));
        finds("says status 400", answer("GET /v1/ratings/E-1", 404, problem("rating-not-found", 400), PROBLEM));
    }

    @Test
    void callsThatAreNotDocumented_areRefused() {
        finds("has no status 418", answer("GET /v1/catalogue", 418, "", JSON));
        finds("has no PUT /v1/catalogue", answer("PUT /v1/catalogue", 200, "{}", JSON));
        finds("has no path /v1/star", answer("GET /v1/star", 200, "{}", JSON));
        finds("with a problem", answer("GET /v2", 404, "{}", JSON));
        finds("/problems/rating-not", answer("GET /v2", 404, problem("rating-not-found", 404), PROBLEM));
        passes(answer("GET /v2", 404, problem("not-found", 404), PROBLEM));
        passes(answer("GET /q/health/ready", 503, "{}", JSON));
        passes(answer("GET /", 200, "<html>", "Content-Type: text/html"));
    }

    private static void passes(Answer answer) {
        assertEquals(List.of(), answer.faults());
    }

    private static void finds(String fault, Answer answer) {
        List<String> faults = answer.faults();
        assertTrue(faults.stream().anyMatch(one -> one.contains(fault)), () -> answer + " found: " + faults);
    }

    private static String problem(String name, int status) {
        return "{\"type\":\"/problems/%s\",\"title\":\"T\",\"status\":%d,\"detail\":\"D\"}".formatted(name, status);
    }

    private static Answer answer(String call, int status, String body, String... headers) {
        Map<String, List<String>> told = Arrays.stream(headers)
                .map(header -> header.split(": "))
                .collect(Collectors.toMap(header -> header[0], header -> List.of(header[1])));
        String[] parts = call.split(" ");
        return new Answer(parts[0], parts[1], status, HttpHeaders.of(told, (name, value) -> true), body);
    }
}
