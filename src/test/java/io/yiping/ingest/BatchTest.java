package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/ratings/batch}: a verdict an item, and the status of the whole. */
@QuarkusTest
class BatchTest {

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void allAccepted_200() {
        Reply reply = post(Sample.rating(), Sample.rating(), Sample.rating());
        assertEquals(200, reply.status(), reply::toString);
        assertEquals("3 = 3 + 0 + 0 + 0 + 0, replaced 0", accounting(reply));
        assertEquals(2, reply.json().at("/items/2/index").asInt());
        assertEquals("accepted", reply.json().at("/items/2/verdict").asText());
    }

    @Test
    void everyVerdict_207InOrder() {
        Sample first = Sample.rating();
        Sample byRule = Sample.rating().text("origin", "DEFAULT");
        Reply reply = post(
                first,
                first,
                first.level(4),
                first.level(6),
                byRule,
                byRule.text("origin", "ACTIVE").level(3),
                byRule,
                byRule.text("origin", "ACTIVE").level(4));
        assertEquals(207, reply.status(), reply::toString);
        assertEquals("8 = 3 + 2 + 2 + 1 + 0, replaced 1", accounting(reply));
        assertEquals(
                "accepted duplicate conflict rejected accepted accepted duplicate conflict", verdicts(reply.json()));
        assertEquals("DEFAULT", reply.json().at("/items/5/replaced").asText());
        assertEquals("[\"level\"]", reply.json().at("/items/2/differs").toString());
        assertEquals("/level unknown-value", SingleTest.violations(reply.json().at("/items/3")));
        Reply again = post(first, byRule.text("origin", "ACTIVE").level(3));
        assertEquals(200, again.status());
        assertEquals("2 = 0 + 2 + 0 + 0 + 0, replaced 0", accounting(again));
    }

    @Test
    void activeBeforeDefaultInOneBatch_defaultIsDuplicate() {
        Sample active = Sample.rating();
        Reply reply = post(active, active.text("origin", "DEFAULT").level(3));
        assertEquals("accepted duplicate", verdicts(reply.json()));
    }

    @Test
    void conflictsOnly_207() {
        Sample rating = Sample.rating();
        post(rating);
        assertEquals(207, post(rating.level(4)).status());
    }

    @Test
    void allRejected_422WithTheResult() {
        Reply reply = post(Sample.rating().level(0), Sample.rating().with("channel", null));
        assertEquals(422, reply.status());
        assertEquals("/problems/batch-rejected", reply.json().get("type").asText());
        assertEquals("2 = 0 + 0 + 0 + 2 + 0, replaced 0", accounting(reply));
        assertEquals("/channel required", SingleTest.violations(reply.json().at("/items/1")));
    }

    @Test
    void resultsProblems_leavesTheGoodOut() {
        Reply reply = api.post(
                "/v1/ratings/batch?results=problems",
                Sample.batch(Sample.rating(), Sample.rating().level(0)));
        assertEquals(207, reply.status());
        assertEquals("2 = 1 + 0 + 0 + 1 + 0, replaced 0", accounting(reply));
        assertEquals(1, reply.json().get("items").size());
        assertEquals(1, reply.json().at("/items/0/index").asInt());
        assertEquals(400, api.post("/v1/ratings/batch?results=some", "[]").status());
    }

    @Test
    void wrongWhole_storesNothing() {
        Sample good = Sample.rating();
        String[] bodies = {
            "",
            "[",
            "[" + good.json(),
            "[" + good.json() + ",]",
            "[" + good.json() + ",,{}]",
            "[" + good.json() + "] x",
            "[" + good.json() + ",{\"a\":}]",
            "[" + good.json() + " " + good.json() + "]",
            "[" + good.json() + ",\"x]"
        };
        for (String body : bodies) {
            Reply reply = api.post("/v1/ratings/batch", body);
            assertEquals(400, reply.status(), body);
            assertEquals("/problems/not-json", reply.json().get("type").asText(), body);
        }
        String unclosed = api.post("/v1/ratings/batch", "[" + good.json() + ",\"x]")
                .json()
                .get("detail")
                .asText();
        int begins = good.json().getBytes(StandardCharsets.UTF_8).length + 2;
        assertTrue(unclosed.contains("inside item 1, which begins at byte " + begins + ";"), unclosed);
        assertEquals("/problems/not-an-array", type(api.post("/v1/ratings/batch", good.json())));
        assertEquals("/problems/batch-empty", type(api.post("/v1/ratings/batch", " [ ] ")));
        assertEquals(404, api.get("/v1/ratings/" + good.event()).status());
    }

    /** The items before it were decoded in turns of their own. */
    @Test
    void brokenItemFarBehind_isNamedAndStoresNothing() {
        Sample[] good = ratings(1_000);
        String body = Sample.batch(good).replaceFirst("]$", ",{\"level\":05}]");
        Reply reply = api.post("/v1/ratings/batch", body);
        assertEquals(400, reply.status(), reply::toString);
        assertTrue(reply.json().get("detail").asText().startsWith("Item 1000, which begins at byte "), reply::toString);
        assertEquals(404, api.get("/v1/ratings/" + good[0].event()).status());
    }

    @Test
    void limits_413() {
        String item = "{}";
        String full = "[" + String.join(",", Collections.nCopies(5_000, item)) + "]";
        String over = "[" + String.join(",", Collections.nCopies(5_001, item)) + "]";
        assertEquals(422, api.post("/v1/ratings/batch", full).status());
        assertEquals(413, api.post("/v1/ratings/batch", over).status());
        assertEquals(
                413,
                api.post("/v1/ratings/batch", " ".repeat(5 * 1024 * 1024 + 1)).status());
        byte[] bomb = Api.gzip(new byte[100 * 1024 * 1024]);
        assertEquals(413, api.postGzip("/v1/ratings/batch", bomb).status());
    }

    @Test
    void fullBatch_gzip() {
        byte[] body = Api.gzip(Sample.batch(ratings(5_000)).getBytes(StandardCharsets.UTF_8));
        Reply reply = api.postGzip("/v1/ratings/batch?results=problems", body);
        assertEquals(200, reply.status(), reply::toString);
        assertEquals("5000 = 5000 + 0 + 0 + 0 + 0, replaced 0", accounting(reply));
        Reply again = api.postGzip("/v1/ratings/batch?results=problems", body);
        assertEquals("5000 = 0 + 5000 + 0 + 0 + 0, replaced 0", accounting(again));
    }

    @Test
    void versions_readOnesOwnWrites() {
        long before = api.ratings();
        Reply reply = post(Sample.rating(), Sample.rating());
        long version = reply.json().at("/items/1/version").asLong();
        JsonNode after = api.total(version);
        assertTrue(after.get("version").asLong() >= version);
        assertTrue(after.at("/total/ratings").asLong() >= before + 2);
    }

    private static Sample[] ratings(int count) {
        return Stream.generate(Sample::rating).limit(count).toArray(Sample[]::new);
    }

    private Reply post(Sample... items) {
        return api.post("/v1/ratings/batch", Sample.batch(items));
    }

    private static String type(Reply reply) {
        assertEquals(400, reply.status());
        return reply.json().get("type").asText();
    }

    static String accounting(Reply reply) {
        return accounting(reply.json());
    }

    static String accounting(JsonNode json) {
        return "%d = %d + %d + %d + %d + %d, replaced %d"
                .formatted(
                        json.get("received").asInt(),
                        json.get("accepted").asInt(),
                        json.get("duplicate").asInt(),
                        json.get("conflict").asInt(),
                        json.get("rejected").asInt(),
                        json.get("retry").asInt(),
                        json.get("replaced").asInt());
    }

    private static String verdicts(JsonNode result) {
        StringBuilder verdicts = new StringBuilder();
        result.get("items").forEach(item -> verdicts.append(verdicts.isEmpty() ? "" : " ")
                .append(item.get("verdict").asText()));
        return verdicts.toString();
    }
}
