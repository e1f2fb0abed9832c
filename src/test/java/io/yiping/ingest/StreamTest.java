package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.yiping.Api;
import io.yiping.Sample;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/ratings/stream}: answers while it runs, every line accounted for, and nothing lost when it is cut. */
@QuarkusTest
@TestProfile(StreamTest.LittlePatience.class)
class StreamTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Shorter waits than a client would like. */
    public static final class LittlePatience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yiping.upload.patience", "3s", "yiping.http.body-timeout", "3s");
        }
    }

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void lines_areAnsweredWhileTheUploadRuns() throws Exception {
        try (RawUpload upload = new RawUpload(base, "")) {
            upload.send(Sample.rating().json() + "\n");
            JsonNode first = JSON.readTree(upload.readLine());
            assertEquals(1, first.get("committedThrough").asLong(), "answered before the body has ended");
            assertTrue(first.get("version").asLong() > 0);
            upload.send(Sample.rating().json());
            upload.end();
            List<JsonNode> rest = parsed(upload.readAll());
            assertEquals(2, rest.get(0).get("committedThrough").asLong());
            assertEquals("2 = 2 + 0 + 0 + 0 + 0, replaced 0", summary(rest));
        }
    }

    @Test
    void everyVerdict_byLineInOrder() {
        Sample first = Sample.rating();
        Sample byRule = Sample.rating().text("origin", "DEFAULT");
        String body = String.join(
                "\n",
                first.json(),
                first.json(),
                "",
                first.level(4).json() + "\r",
                "{\"level\":",
                "   ",
                byRule.json(),
                byRule.text("origin", "ACTIVE").level(3).json(),
                "x".repeat(20_000),
                first.level(9).json());
        List<JsonNode> all = post("?results=all", body);
        assertEquals("8 = 3 + 1 + 1 + 3 + 0, replaced 1", summary(all));
        assertEquals(
                "1 accepted, 2 duplicate, 4 conflict, 5 rejected, 7 accepted, 8 accepted, 9 rejected, 10 rejected",
                items(all));
        List<JsonNode> problems = post("", body);
        assertEquals("2 = 0", summary(problems).replaceAll(".* = (\\d+) .*", "2 = $1"));
        assertEquals("4 conflict, 5 rejected, 9 rejected, 10 rejected", items(problems));
        assertEquals(" not-json", SingleTest.violations(item(problems, 5)));
        assertEquals(" line-too-long", SingleTest.violations(item(problems, 9)));
        List<JsonNode> summary = post("?results=summary", body);
        assertEquals("", items(summary));
        assertEquals("8 = 0 + 4 + 1 + 3 + 0, replaced 0", summary(summary));
    }

    @Test
    void nothing_isAnEmptySummary() {
        assertEquals("0 = 0 + 0 + 0 + 0 + 0, replaced 0", summary(post("", "")));
        assertEquals("0 = 0 + 0 + 0 + 0 + 0, replaced 0", summary(post("", "\n\n \n")));
    }

    @Test
    void eachLine_isToldOnce() {
        int n = 5_000;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < n; i++) {
            body.append(Sample.rating().json()).append('\n');
        }
        for (int round = 0; round < 4; round++) {
            long line = 0;
            for (JsonNode answer : post("?results=all", body.toString())) {
                if (answer.has("line")) {
                    assertEquals(++line, answer.get("line").asLong());
                }
            }
            assertEquals(n, line);
        }
    }

    @Test
    void manyLines_settleOnce() {
        int n = 30_000;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < n; i++) {
            body.append(Sample.rating().json()).append('\n');
        }
        List<JsonNode> answers = post("", body.toString());
        assertEquals("%d = %1$d + 0 + 0 + 0 + 0, replaced 0".formatted(n), summary(answers));
        assertMonotonous(answers);
        long version = answers.get(answers.size() - 1).at("/summary/version").asLong();
        assertTrue(api.total(version).at("/total/ratings").asLong() >= n);
        byte[] half = body.substring(0, body.length() / 2).getBytes(StandardCharsets.UTF_8);
        byte[] rest = body.substring(body.length() / 2).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(Api.gzip(half));
        members.writeBytes(Api.gzip(rest));
        assertEquals("%d = 0 + %1$d + 0 + 0 + 0, replaced 0".formatted(n), summary(postGzip(members.toByteArray())));
    }

    @Test
    void brokenGzip_keepsWhatIsCommittedAndSaysSo() {
        byte[] whole = Api.gzip((Sample.rating().json() + "\n").repeat(1_000).getBytes(StandardCharsets.UTF_8));
        for (byte[] broken : new byte[][] {Arrays.copyOf(whole, whole.length - 3), "no gzip".getBytes(), {0x1f}}) {
            List<JsonNode> answers = postGzip(broken);
            JsonNode problem = answers.get(answers.size() - 2).get("problem");
            assertEquals("/problems/body-unreadable", problem.get("type").asText());
            assertTrue(answers.get(answers.size() - 1).has("summary"));
        }
    }

    @Test
    void cutUpload_storesNoHalfLine() throws Exception {
        Sample whole = Sample.rating();
        Sample half = Sample.rating();
        try (RawUpload upload = new RawUpload(base, "")) {
            upload.send(
                    whole.json() + "\n" + half.json().substring(0, half.json().length() - 1));
            assertEquals(
                    1, JSON.readTree(upload.readLine()).get("committedThrough").asLong());
        }
        Thread.sleep(300);
        assertEquals(200, api.get("/v1/ratings/" + whole.event()).status());
        assertEquals(404, api.get("/v1/ratings/" + half.event()).status());
    }

    @Test
    void uploadThatStops_isEndedWithItsProblem() throws Exception {
        try (RawUpload upload = new RawUpload(base, "")) {
            upload.send(Sample.rating().json() + "\n" + "{\"half");
            List<JsonNode> answers = parsed(upload.readAll());
            assertEquals(
                    "/problems/body-timeout", answers.get(1).at("/problem/type").asText());
            assertEquals("1 = 1 + 0 + 0 + 0 + 0, replaced 0", summary(answers));
        }
    }

    @Test
    void answersThatNobodyReads_pauseThenEndIt() throws Exception {
        byte[] bad = "{\"level\":9}\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        try (RawUpload upload = new RawUpload(base, "")) {
            int sent = 0;
            while (sent < 2_000 && upload.sendUnlessStuck(bad)) {
                sent++;
            }
            assertTrue(sent < 2_000, "the reading never paused");
            upload.awaitUnstuck();
            List<JsonNode> answers = parsed(upload.readAll());
            JsonNode problem = answers.get(answers.size() - 2).get("problem");
            assertEquals("/problems/answers-unread", problem.get("type").asText());
            long committed = committedThrough(answers);
            assertEquals(
                    committed,
                    answers.get(answers.size() - 1).at("/summary/rejected").asLong());
        }
    }

    @Test
    void summaryOnly_needsNoReader() throws Exception {
        byte[] bad = "{\"level\":9}\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        try (RawUpload upload = new RawUpload(base, "?results=summary")) {
            for (int i = 0; i < 500; i++) {
                upload.send(bad);
            }
            upload.end();
            assertEquals("500000 = 0 + 0 + 0 + 500000 + 0, replaced 0", summary(parsed(upload.readAll())));
        }
    }

    @Test
    void wrongHeaders_areRefused() {
        byte[] body = Sample.rating().json().getBytes(StandardCharsets.UTF_8);
        assertEquals(
                415, api.post("/v1/ratings/stream", body, "application/json").status());
        assertEquals(
                400,
                api.post("/v1/ratings/stream?results=none", body, "application/x-ndjson")
                        .status());
        assertEquals(
                400,
                api.post("/v1/ratings/stream?result=all", body, "application/x-ndjson")
                        .status());
    }

    private List<JsonNode> post(String query, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Api.Reply reply = api.post("/v1/ratings/stream" + query, bytes, "application/x-ndjson");
        assertEquals(200, reply.status(), reply::toString);
        assertEquals("application/x-ndjson", reply.header("Content-Type"));
        return parsed(reply.response().body());
    }

    private List<JsonNode> postGzip(byte[] body) {
        Api.Reply reply = api.send(api.request("/v1/ratings/stream")
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body)));
        return parsed(reply.response().body());
    }

    static List<JsonNode> parsed(String ndjson) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ndjson.split("\n")) {
            try {
                lines.add(JSON.readTree(line));
            } catch (java.io.IOException e) {
                throw new AssertionError("no JSON: " + line, e);
            }
        }
        return lines;
    }

    static String summary(List<JsonNode> answers) {
        JsonNode summary = answers.get(answers.size() - 1).get("summary");
        assertFalse(summary == null, () -> "no summary: " + answers.get(answers.size() - 1));
        return BatchTest.accounting(summary);
    }

    private static String items(List<JsonNode> answers) {
        StringBuilder items = new StringBuilder();
        for (JsonNode answer : answers) {
            if (answer.has("line")) {
                items.append(items.isEmpty() ? "" : ", ")
                        .append(answer.get("line").asLong())
                        .append(' ')
                        .append(answer.get("verdict").asText());
            }
        }
        return items.toString();
    }

    private static JsonNode item(List<JsonNode> answers, long line) {
        return answers.stream()
                .filter(answer -> answer.path("line").asLong() == line)
                .findFirst()
                .orElseThrow();
    }

    private static long committedThrough(List<JsonNode> answers) {
        long last = 0;
        for (JsonNode answer : answers) {
            last = Math.max(last, answer.path("committedThrough").asLong());
        }
        return last;
    }

    private static void assertMonotonous(List<JsonNode> answers) {
        long line = 0;
        long version = 0;
        for (JsonNode answer : answers) {
            if (answer.has("committedThrough")) {
                assertTrue(answer.get("committedThrough").asLong() > line);
                assertTrue(answer.get("version").asLong() >= version);
                line = answer.get("committedThrough").asLong();
                version = answer.get("version").asLong();
            }
        }
    }
}
