package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/stats} and {@code GET /v1/audit/counts}. */
@QuarkusTest
class StatsTest {

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void day_isShanghais() {
        // 2020-02-29 ends in Shanghai at 16:00 UTC.
        long version = post(
                Sample.rating().text("ratedAt", "2020-02-29T15:59:59Z"),
                Sample.rating().text("ratedAt", "2020-02-29T16:00:00Z").level(4));
        String path = "/v1/stats?by=day&from=2020-02-29&to=2020-03-02&minVersion=" + version;
        JsonNode stats = api.get(path).json();
        long leapDay = stats.at("/rows/0/counts/5").asLong();
        long march = stats.at("/rows/1/counts/4").asLong();
        assertEquals("2020-02-29", stats.at("/rows/0/key").asText());
        assertEquals("2020-03-01", stats.at("/rows/1/key").asText());
        assertTrue(leapDay > 0 && march > 0, stats::toString);
        assertEquals(
                "{\"from\":\"2020-02-29\",\"to\":\"2020-03-02\",\"by\":\"day\"}",
                stats.get("selection").toString());
        JsonNode leapDayAlone = api.get("/v1/stats?from=2020-02-29&to=2020-03-01&minVersion=" + version)
                .json();
        assertEquals(leapDay, leapDayAlone.at("/total/ratings").asLong());
        assertFalse(leapDayAlone.has("rows"));
    }

    @Test
    void rows_addUpToTheTotal() {
        long version = post(
                Sample.rating(),
                Sample.rating().level(4),
                Sample.rating().level(1).text("comment", "慢"),
                Sample.rating().text("origin", "DEFAULT").level(3));
        for (String by : new String[] {"level", "origin", "day&limit=1000"}) {
            JsonNode stats =
                    api.get("/v1/stats?minVersion=" + version + "&by=" + by).json();
            long sum = 0;
            for (JsonNode row : stats.get("rows")) {
                sum += row.get("ratings").asLong();
                assertEquals(
                        row.get("ratings").asLong(),
                        row.get("active").asLong() + row.get("default").asLong());
            }
            assertEquals(stats.at("/total/ratings").asLong(), sum, by);
        }
    }

    @Test
    void rates_roundAgainstUs() {
        long version = post(
                Sample.rating().text("ratedAt", "2019-05-05T12:00:00+08:00"),
                Sample.rating().text("ratedAt", "2019-05-05T12:00:00+08:00"),
                Sample.rating()
                        .text("ratedAt", "2019-05-05T12:00:00+08:00")
                        .level(1)
                        .text("comment", "慢"));
        Reply reply = api.get("/v1/stats?from=2019-05-05&to=2019-05-06&minVersion=" + version);
        String body = reply.response().body();
        JsonNode total = reply.json().get("total");
        assertEquals(0, total.get("ratings").asLong() % 3, "this day belongs to this test");
        assertTrue(body.contains("\"satisfactionRate\":0.666666666,"), body);
        assertTrue(body.contains("\"badRate\":0.333333334,"), body);
        assertTrue(body.contains("\"activeRate\":1.000000000"), body);
    }

    @Test
    void emptyPeriod_saysWhyThereAreNoRates() {
        JsonNode total =
                api.get("/v1/stats?from=2018-02-01&to=2018-02-02").json().get("total");
        assertEquals(0, total.get("ratings").asLong());
        assertFalse(total.has("satisfactionRate"));
        assertEquals("no-ratings", total.get("satisfactionRateReason").asText());
        assertEquals("no-ratings", total.get("badRateReason").asText());
    }

    @Test
    void pages_seeEachRowOnce() {
        long version = post(
                Sample.rating().text("ratedAt", "2021-01-01T12:00:00+08:00"),
                Sample.rating().text("ratedAt", "2021-01-02T12:00:00+08:00"),
                Sample.rating().text("ratedAt", "2021-01-03T12:00:00+08:00"));
        String path = "/v1/stats?by=day&limit=2&from=2021-01-01&to=2021-01-04&minVersion=" + version;
        JsonNode first = api.get(path).json();
        assertEquals(2, first.get("rows").size());
        JsonNode second =
                api.get(path + "&cursor=" + first.get("nextCursor").asText()).json();
        assertEquals("2021-01-03", second.at("/rows/0/key").asText());
        assertFalse(second.has("nextCursor"));
    }

    @Test
    void versionBeyondReach_503() {
        Reply reply = api.get("/v1/stats?minVersion=999999999999");
        assertEquals(503, reply.status());
        assertEquals("/problems/version-not-reached", reply.json().get("type").asText());
        assertEquals("1", reply.header("Retry-After"));
    }

    @Test
    void badParameters_saySo() {
        for (String query : new String[] {
            "from=yesterday",
            "from=2026-01-02&to=2026-01-01",
            "by=star",
            "limit=0",
            "limit=1001",
            "limit=x",
            "minVersion=-1",
            "cursor=%25",
            "by=day&cursor=",
            "by=day&cursor=xyz",
            "by=level&cursor=REFZOjIwMjYtMDEtMDE",
            "cursor=REFZOjIwMjYtMDEtMDE",
            "regoin=411300",
            "by=day&by=level"
        }) {
            Reply reply = api.get("/v1/stats?" + query);
            assertEquals(400, reply.status(), query);
            assertEquals("/problems/parameter-invalid", reply.json().get("type").asText(), query);
        }
        for (String query : new String[] {"region=411300", "by=agency", "sort=-badRate"}) {
            Reply reply = api.get("/v1/stats?" + query);
            assertEquals(422, reply.status(), query);
            assertEquals(
                    "/problems/stats-selection-unsupported",
                    reply.json().get("type").asText(),
                    query);
        }
    }

    @Test
    void audit_findsNoDifferenceInAnyDimension() {
        long version = post(Sample.rating());
        JsonNode proof = api.get("/v1/audit/counts").json();
        assertEquals(0, proof.get("difference").asLong(), proof::toString);
        assertTrue(proof.get("version").asLong() >= version);
        assertEquals(7, proof.get("dimensions").size());
        for (JsonNode dimension : proof.get("dimensions")) {
            assertEquals(dimension.get("counted"), dimension.get("ratings"), proof::toString);
        }
    }

    private long post(Sample... items) {
        Reply reply = api.post("/v1/ratings/batch", Sample.batch(items));
        assertEquals(200, reply.status(), reply::toString);
        return reply.json().at("/items/0/version").asLong();
    }
}
