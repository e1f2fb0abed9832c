package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Poison: every item gets its own violation, its neighbours are stored, and nothing answers 5xx. */
@QuarkusTest
class PoisonTest {

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    private record Poison(byte[] item, String violation) {}

    private static Poison poison(Sample item, String violation) {
        return new Poison(item.json().getBytes(StandardCharsets.UTF_8), violation);
    }

    private static List<Poison> poisons() {
        List<Poison> all = new ArrayList<>();
        all.add(poison(Sample.rating().text("comment", "a\\u0000b"), "/comment invalid-text"));
        all.add(poison(Sample.rating().text("comment", "a\\ud800b"), "/comment invalid-text"));
        all.add(poison(Sample.rating().text("comment", "a\\udc00\\ud800"), "/comment invalid-text"));
        all.add(poison(Sample.rating().text("windowCode", "\\ud83d"), "/windowCode invalid-text"));
        byte[] gbk = Sample.rating().text("comment", "很好").json().getBytes(Charset.forName("GBK"));
        all.add(new Poison(gbk, "/comment invalid-text"));
        byte[] overlong = Sample.rating().text("comment", "??").json().getBytes(StandardCharsets.ISO_8859_1);
        int mark = new String(overlong, StandardCharsets.ISO_8859_1).indexOf("??");
        overlong[mark] = (byte) 0xC0;
        overlong[mark + 1] = (byte) 0x80;
        all.add(new Poison(overlong, "/comment invalid-text"));
        all.add(poison(Sample.rating().with("level", "1e400"), "/level wrong-type"));
        all.add(poison(Sample.rating().with("level", "5.0"), "/level wrong-type"));
        all.add(poison(Sample.rating().with("level", "\"5\""), "/level wrong-type"));
        all.add(poison(Sample.rating().with("level", "0"), "/level unknown-value"));
        all.add(poison(Sample.rating().with("level", "6"), "/level unknown-value"));
        all.add(poison(Sample.rating().with("level", "-0"), "/level unknown-value"));
        all.add(poison(Sample.rating().with("level", "9223372036854775808"), "/level unknown-value"));
        all.add(poison(Sample.rating().with("level", "9".repeat(10_000)), "/level unknown-value"));
        all.add(poison(Sample.rating().with("level", "null"), "/level required"));
        all.add(poison(Sample.rating().with("level", "{}"), "/level wrong-type"));
        all.add(poison(
                Sample.rating().with("level", "[".repeat(100_000) + "]".repeat(100_000)),
                "/level wrong-type,  too-deep"));
        all.add(poison(Sample.rating().with("x", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)), null));
        all.add(poison(Sample.rating().text("comment", "x".repeat(200_000)), "/comment too-long"));
        all.add(poison(Sample.rating().text("comment", "😀".repeat(501)), "/comment too-long"));
        all.add(poison(Sample.rating().with("y".repeat(100_000), "1"), null));
        all.add(poison(Sample.rating().with("\\ud800\\u0000", "1"), null));
        all.add(poison(Sample.rating().text("ratedAt", "0001-01-01T00:00:00Z"), "/ratedAt rated-too-early"));
        all.add(poison(Sample.rating().text("ratedAt", "9999-12-31T23:59:59Z"), "/ratedAt rated-in-future"));
        all.add(poison(Sample.rating().text("ratedAt", "2026-02-30T00:00:00Z"), "/ratedAt malformed"));
        all.add(poison(Sample.rating().text("ratedAt", "2026-02-03T00:00:00"), "/ratedAt malformed"));
        all.add(poison(Sample.rating().text("ratedAt", "2026-02-03 00:00:00Z"), "/ratedAt malformed"));
        all.add(poison(Sample.rating().text("ratedAt", "2018-12-31T23:59:59+08:00"), "/ratedAt rated-too-early"));
        all.add(poison(Sample.rating().text("servedAt", "2026-03-02T09:30:01+08:00"), "/servedAt served-after-rated"));
        all.add(poison(Sample.rating().text("serviceEventId", "'; DROP TABLE rating;--"), "/serviceEventId malformed"));
        all.add(poison(Sample.rating().text("serviceEventId", "x".repeat(65)), "/serviceEventId malformed"));
        all.add(poison(Sample.rating().text("serviceEventId", ""), "/serviceEventId malformed"));
        all.add(poison(Sample.rating().text("windowCode", "a\\nINFO forged"), "/windowCode malformed"));
        all.add(poison(Sample.rating().text("windowCode", "x".repeat(33)), "/windowCode too-long"));
        all.add(poison(Sample.rating().text("regionCode", "41130"), "/regionCode malformed"));
        all.add(poison(Sample.rating().text("regionCode", "４１１３０２"), "/regionCode malformed"));
        all.add(poison(Sample.rating().with("regionCode", "411302"), "/regionCode wrong-type"));
        all.add(poison(Sample.rating().text("agencyCode", "11411302MB0F1234OX"), "/agencyCode malformed"));
        all.add(poison(Sample.rating().text("matterCode", "1"), "/matterCode malformed"));
        all.add(poison(Sample.rating().text("channel", "8"), "/channel unknown-value"));
        all.add(poison(Sample.rating().text("channel", "\\u0007"), "/channel unknown-value"));
        all.add(poison(Sample.rating().text("origin", "active"), "/origin unknown-value"));
        all.add(poison(Sample.rating().with("proxy", "1"), "/proxy wrong-type"));
        all.add(poison(Sample.rating().with("options", "\"510\""), "/options wrong-type"));
        all.add(poison(Sample.rating().with("options", "[\"510\",[]]"), "/options wrong-type"));
        all.add(poison(Sample.rating().with("options", "[\"501\"]"), "/options/0 option-retired"));
        all.add(poison(Sample.rating().with("options", "[\"510\",\"207\"]"), "/options/1 option-of-other-level"));
        all.add(poison(Sample.rating().with("options", "[\"999\"]"), "/options/0 option-unknown"));
        String nine = "[\"510\",\"511\",\"512\",\"513\",\"514\",\"515\",\"516\",\"517\",\"510\"]";
        all.add(poison(Sample.rating().with("options", nine), "/options too-many"));
        all.add(poison(Sample.rating().level(1), " reason-required"));
        all.add(poison(Sample.rating().level(2).text("comment", " \\t"), " reason-required"));
        all.add(poison(Sample.rating().level(2).text("comment", "\\u00a0\\u3000\\u200b\\ufeff"), " reason-required"));
        String twice = Sample.rating().json().replace("{", "{\"level\":1,");
        all.add(new Poison(twice.getBytes(StandardCharsets.UTF_8), "/level repeated-field"));
        for (String value : new String[] {"[]", "5", "null", "true", "\"text\""}) {
            all.add(new Poison(value.getBytes(StandardCharsets.UTF_8), " wrong-type"));
        }
        return all;
    }

    @Test
    void eachPoison_alone() {
        for (Poison poison : poisons()) {
            Reply reply = api.post("/v1/ratings", poison.item(), "application/json");
            if (poison.item().length > 16 * 1024) {
                assertEquals(413, reply.status());
                continue;
            }
            assertEquals(422, reply.status(), () -> new String(poison.item(), StandardCharsets.UTF_8));
            if (poison.violation() != null) {
                assertEquals(poison.violation(), SingleTest.violations(reply));
            }
        }
    }

    @Test
    void allPoisonsAmongGoodOnes_harmNobody() {
        List<Poison> poisons = poisons();
        List<Sample> good = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        for (Poison poison : poisons) {
            Sample neighbour = Sample.rating().text("comment", "邻居 😀 \\ud83d\\ude00");
            good.add(neighbour);
            body.writeBytes((body.size() == 3 ? "[" : ",").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(neighbour.json().getBytes(StandardCharsets.UTF_8));
            body.writeBytes(",\n".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(poison.item());
        }
        body.writeBytes("]".getBytes(StandardCharsets.UTF_8));
        Reply reply = api.post("/v1/ratings/batch", body.toByteArray(), "application/json");
        assertEquals(207, reply.status(), reply::toString);
        int n = poisons.size();
        assertEquals("%d = %d + 0 + 0 + %d + 0, replaced 0".formatted(2 * n, n, n), BatchTest.accounting(reply));
        for (int i = 0; i < n; i++) {
            JsonNode item = reply.json().get("items").get(2 * i + 1);
            if (poisons.get(i).violation() != null) {
                assertEquals(poisons.get(i).violation(), SingleTest.violations(item));
            }
            assertEquals(
                    "accepted",
                    reply.json().get("items").get(2 * i).get("verdict").asText());
        }
        JsonNode stored = api.get("/v1/ratings/" + good.get(0).event()).json();
        assertEquals("邻居 😀 😀", stored.get("comment").asText());
    }

    @Test
    void edges_accepted() {
        Sample[] edges = {
            Sample.rating().text("ratedAt", "2019-01-01T00:00:00+08:00"),
            Sample.rating().text("ratedAt", "2026-02-28t23:59:59.123456789+14:00"),
            Sample.rating().text("servedAt", "0000-01-01T00:00:00Z"),
            Sample.rating().text("servedAt", "2026-03-02T09:30:00+08:00"),
            Sample.rating().text("comment", "😀".repeat(500)),
            Sample.rating().text("comment", "𠮷 عربى \\u200d \\t\\n"),
            Sample.rating().text("windowCode", "").text("staffCode", "窗".repeat(32)),
            Sample.rating().with("options", "[]"),
            Sample.rating().with("options", "[510]"),
            Sample.rating().level(1).text("comment", "慢"),
            Sample.rating().level(2).with("options", "[\"207\"]"),
            Sample.rating().text("matterCode", "11411302MB0F12345X1234567890123"),
            Sample.rating().text("matterCode", "11411302MB0F12345X123456789012345"),
        };
        Reply reply = api.post("/v1/ratings/batch", Sample.batch(edges));
        assertEquals(200, reply.status(), reply::toString);
    }

    @Test
    void millionsOfViolations_areNotAllAnswered() {
        byte[] fields = ("[{" + "\"\":0,".repeat(700_000) + "\"\":0}]").getBytes(StandardCharsets.UTF_8);
        byte[] options = ("[{\"options\":[" + "0,".repeat(2_000_000) + "0]}]").getBytes(StandardCharsets.UTF_8);
        for (byte[] body : new byte[][] {fields, options}) {
            Reply reply = api.postGzip("/v1/ratings/batch", Api.gzip(body));
            assertEquals(422, reply.status());
            assertTrue(
                    reply.response().body().length() < 10_000,
                    "an answer of " + reply.response().body().length());
        }
    }

    @Test
    void forgedNames_areShownAsAGlimpse() {
        Reply reply = api.post(
                "/v1/ratings",
                Sample.rating().with("a\\u001b[31m/~" + "z".repeat(90), "1").json());
        String pointer = reply.json().at("/violations/0/pointer").asText();
        assertTrue(pointer.startsWith("/a\uFFFD[31m~1~0zz"), pointer);
        assertTrue(pointer.length() < 50, pointer);
    }
}
