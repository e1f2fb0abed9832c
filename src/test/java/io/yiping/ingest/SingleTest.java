package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/ratings}: every verdict and every status of the contract. */
@QuarkusTest
class SingleTest {

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void newEvent_accepted() {
        Sample rating = Sample.rating();
        Reply reply = post(rating);
        assertEquals(201, reply.status(), reply::toString);
        assertEquals("/v1/ratings/" + rating.event(), reply.header("Location"));
        assertEquals("accepted", verdict(reply));
        assertTrue(reply.json().get("version").asLong() > 0);
        assertEquals(rating.event(), reply.json().get("serviceEventId").asText());
    }

    @Test
    void sameAgain_duplicateWithFirstReceipt() {
        Sample rating = Sample.rating().with("options", "[\"511\",\"510\"]");
        Reply first = post(rating);
        Reply again = post(rating.with("options", "[\"510\",\"511\",\"510\"]")
                .text("regionCode", "411302")
                .text("ratedAt", "2026-03-02T12:00:00Z")
                .text("servedAt", "2026-03-01T00:00:00Z"));
        assertEquals(200, again.status(), again::toString);
        assertEquals("true", again.header("Rating-Replayed"));
        assertEquals("duplicate", verdict(again));
        assertEquals(receivedAt(first), receivedAt(again));
        assertTrue(version(again) >= version(first));
    }

    @Test
    void otherMeaning_conflictNamesTheFields() {
        Sample rating = Sample.rating();
        Reply first = post(rating);
        Reply other = post(rating.level(4).text("windowCode", "A07").with("proxy", "true"));
        assertEquals(409, other.status());
        assertEquals("/problems/rating-conflict", other.json().get("type").asText());
        assertEquals("application/problem+json", other.header("Content-Type"));
        assertEquals("conflict", verdict(other));
        assertEquals(
                "[\"level\",\"windowCode\",\"proxy\"]",
                other.json().get("differs").toString());
        assertEquals(receivedAt(first), receivedAt(other));
        assertEquals(
                5, api.get("/v1/ratings/" + rating.event()).json().get("level").asInt());
    }

    @Test
    void activeAfterDefault_replaces() {
        Sample byRule = Sample.rating().text("origin", "DEFAULT").level(3);
        post(byRule);
        Reply active = post(byRule.text("origin", "ACTIVE").level(5));
        assertEquals(201, active.status(), active::toString);
        assertEquals("DEFAULT", active.json().get("replaced").asText());
        Reply late = post(byRule);
        assertEquals(200, late.status(), "a default one where an active one stands is a duplicate");
        assertEquals(receivedAt(active), receivedAt(late));
        JsonNode stored = api.get("/v1/ratings/" + byRule.event()).json();
        assertEquals("ACTIVE", stored.get("origin").asText());
        assertEquals(5, stored.get("level").asInt());
    }

    @Test
    void twoDefaults_conflict() {
        Sample byRule = Sample.rating().text("origin", "DEFAULT").level(3);
        post(byRule);
        assertEquals(409, post(byRule.level(4)).status());
    }

    @Test
    void replacement_movesTheCounts() {
        Sample byRule = Sample.rating().text("origin", "DEFAULT").level(3);
        JsonNode before = api.total(version(post(byRule))).get("total");
        JsonNode after = api.total(version(post(byRule.text("origin", "ACTIVE").level(4))))
                .get("total");
        assertEquals(before.get("ratings"), after.get("ratings"));
        assertEquals(before.get("default").asLong() - 1, after.get("default").asLong());
        assertEquals(before.at("/counts/3").asLong() - 1, after.at("/counts/3").asLong());
        assertEquals(before.at("/counts/4").asLong() + 1, after.at("/counts/4").asLong());
    }

    @Test
    void brokenRules_allNamedAtOnce() {
        Reply reply = post(Sample.rating()
                .with("level", "6")
                .text("channel", "WECHAT")
                .with("agencyCode", null)
                .with("nickname", "1"));
        assertEquals(422, reply.status());
        assertEquals("/problems/rating-invalid", reply.json().get("type").asText());
        assertEquals("rejected", verdict(reply));
        assertNull(reply.json().get("version"));
        assertEquals(
                "/level unknown-value, /nickname unknown-field, /channel unknown-value, /agencyCode required",
                violations(reply));
    }

    @Test
    void nulls_countAsAbsent() {
        Reply reply = post(
                Sample.rating().with("rater", "null").with("comment", "null").with("origin", "null"));
        assertEquals(201, reply.status(), reply::toString);
        assertEquals("/level required", violations(post(Sample.rating().with("level", "null"))));
    }

    @Test
    void rater_refusedUntilItCanBeSealed() {
        Reply reply = post(Sample.rating().with("rater", "{\"name\":\"x\"}"));
        assertEquals("/rater personal-data-refused", violations(reply));
        assertTrue(reply.json().at("/violations/0/message").asText().contains("leave it out"));
    }

    @Test
    void keyWithHash_findableEncoded() {
        Sample rating = Sample.rating().text("serviceEventId", Sample.newEvent() + "#1:2._-");
        Reply reply = post(rating);
        assertEquals(201, reply.status());
        assertFalse(reply.header("Location").contains("#"));
        assertEquals(200, api.get(reply.header("Location")).status());
    }

    @Test
    void bodyThatIsNoJson_400() {
        for (String body :
                new String[] {"", "   ", "{", "{\"level\":5", "nonsense", "{} {}", "{\"a\":01}", "{'a':1}"}) {
            Reply reply = api.post("/v1/ratings", body);
            assertEquals(400, reply.status(), body);
            assertEquals("/problems/not-json", reply.json().get("type").asText());
        }
    }

    @Test
    void jsonThatIsNoObject_422() {
        for (String body : new String[] {"[]", "5", "\"x\"", "null", "true"}) {
            Reply reply = api.post("/v1/ratings", body);
            assertEquals(422, reply.status(), body);
            assertEquals(" wrong-type", violations(reply));
        }
    }

    @Test
    void otherMediaType_415() {
        byte[] body = Sample.rating().json().getBytes(StandardCharsets.UTF_8);
        for (String type : new String[] {"text/plain", "application/xml", "application/json; charset=GBK"}) {
            Reply reply = api.post("/v1/ratings", body, type);
            assertEquals(415, reply.status(), type);
            assertEquals(
                    "/problems/unsupported-media-type", reply.json().get("type").asText());
        }
        assertEquals(
                201,
                api.post("/v1/ratings", body, "application/json; charset=\"UTF-8\"")
                        .status());
    }

    @Test
    void tooLarge_413() {
        Reply reply = post(Sample.rating().text("comment", "x".repeat(17_000)));
        assertEquals(413, reply.status());
        assertEquals("/problems/content-too-large", reply.json().get("type").asText());
    }

    @Test
    void gzip_taken() {
        byte[] body = Sample.rating().json().getBytes(StandardCharsets.UTF_8);
        assertEquals(201, api.postGzip("/v1/ratings", Api.gzip(body)).status());
        assertEquals(400, api.postGzip("/v1/ratings", body).status());
        assertEquals(
                413, api.postGzip("/v1/ratings", Api.gzip(new byte[10_000_000])).status());
    }

    private Reply post(Sample rating) {
        return api.post("/v1/ratings", rating.json());
    }

    private static String verdict(Reply reply) {
        return reply.json().get("verdict").asText();
    }

    private static String receivedAt(Reply reply) {
        return reply.json().get("receivedAt").asText();
    }

    private static long version(Reply reply) {
        return reply.json().get("version").asLong();
    }

    static String violations(Reply reply) {
        return violations(reply.json());
    }

    static String violations(JsonNode receipt) {
        StringBuilder text = new StringBuilder();
        for (JsonNode violation : receipt.get("violations")) {
            assertFalse(violation.get("message").asText().isBlank());
            text.append(text.isEmpty() ? "" : ", ")
                    .append(violation.get("pointer").asText())
                    .append(' ')
                    .append(violation.get("code").asText());
        }
        return text.toString();
    }
}
