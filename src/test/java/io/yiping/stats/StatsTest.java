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
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/stats} and {@code GET /v1/audit/counts}. */
@QuarkusTest
class StatsTest {

    @TestHTTPResource("/")
    URI base;

    /** Of this run alone, as far as chance can help it: the database may have been used before. */
    private static final SplittableRandom RANDOM = new SplittableRandom();

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
                "{\"from\":\"2020-02-29\",\"to\":\"2020-03-02\",\"by\":\"day\",\"sort\":\"key\"}",
                stats.get("selection").toString());
        JsonNode leapDayAlone = api.get("/v1/stats?from=2020-02-29&to=2020-03-01&minVersion=" + version)
                .json();
        assertEquals(
                stats.at("/rows/0/ratings").asLong(),
                leapDayAlone.at("/total/ratings").asLong());
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
            "region=4113",
            "agency=11",
            "matter=*",
            "channel=FAX",
            "origin=active",
            "sort=foo",
            "sort=--ratings",
            "by=day&by=level"
        }) {
            Reply reply = api.get("/v1/stats?" + query);
            assertEquals(400, reply.status(), query);
            assertEquals("/problems/parameter-invalid", reply.json().get("type").asText(), query);
        }
        for (String query : new String[] {
            "region=411302001000&by=agency", "channel=QR&by=matter", "agency=11411302MB0F12345X&by=hour"
        }) {
            Reply reply = api.get("/v1/stats?" + query);
            assertEquals(422, reply.status(), query);
            assertEquals(
                    "/problems/stats-selection-unsupported",
                    reply.json().get("type").asText(),
                    query);
        }
    }

    @Test
    void unserved_saysWhatIsServed() {
        JsonNode unsupported = api.get("/v1/stats?channel=QR&by=matter").json();
        assertEquals(6, unsupported.get("lines").size());
        assertEquals(
                "{\"dimensions\":[\"region\"],\"regionTo\":\"city\",\"windows\":[\"5m\",\"1h\",\"24h\"],\"time\":[\"minute\"],\"maxDays\":2}",
                unsupported.at("/lines/5").toString());
        String windowed =
                api.get("/v1/stats?window=24h&by=agency").json().get("detail").asText();
        assertTrue(windowed.endsWith("With window=30d it is served."), windowed);
        for (String query : new String[] {
            "by=hour&from=2026-01-01&to=2026-03-05", "by=hour&from=2026-01-01", "by=hour", "by=hour&to=2026-01-01"
        }) {
            Reply reply = api.get("/v1/stats?" + query);
            assertEquals(422, reply.status(), query);
            assertEquals(
                    "/problems/stats-range-too-long", reply.json().get("type").asText(), query);
            assertEquals(62, reply.json().get("maxDays").asInt(), query);
        }
        assertEquals(
                200, api.get("/v1/stats?by=hour&from=2026-01-01&to=2026-03-04").status());
    }

    @Test
    void equalVersion_isNotSentAgain() {
        Reply first = api.get("/v1/stats?by=channel");
        Reply again = api.send(api.request("/v1/stats?by=channel").header("If-None-Match", first.header("ETag")));
        assertEquals(304, again.status());
        assertEquals("", again.response().body());
        assertEquals(first.header("ETag"), again.header("ETag"));
        Reply csv = api.send(api.request("/v1/stats?by=channel")
                .header("Accept", "text/csv")
                .header("If-None-Match", first.header("ETag")));
        assertEquals(200, csv.status(), "another form is another answer");
        long moved = post(Sample.rating());
        Reply newer = api.send(
                api.request("/v1/stats?by=channel&minVersion=" + moved).header("If-None-Match", first.header("ETag")));
        assertEquals(200, newer.status());
    }

    @Test
    void csvForSpreadsheets_beginsWithAMark() {
        Reply marked = api.send(api.request("/v1/stats?by=channel&bom=true").header("Accept", "text/csv"));
        assertTrue(marked.response().body().startsWith("\ufeffversion,asOf"), marked::toString);
        Reply plain = api.send(api.request("/v1/stats?by=channel&bom=false").header("Accept", "text/csv"));
        assertTrue(plain.response().body().startsWith("version,asOf"), plain::toString);
        assertTrue(api.get("/v1/stats?bom=true").response().body().startsWith("{"), "JSON has none");
        assertEquals(400, api.get("/v1/stats?bom=1").status());
    }

    @Test
    void csv_hasThePeriodInEachRow() {
        LocalDate day = anyDay();
        long version = post(
                Sample.rating().text("ratedAt", noon(day)).text("channel", "PAPER"),
                Sample.rating()
                        .text("ratedAt", noon(day))
                        .text("channel", "SMS")
                        .level(3));
        Reply reply = api.send(api.request("/v1/stats?" + period(day) + "&by=channel&limit=1&minVersion=" + version)
                .header("Accept", "application/json;q=0.5, text/csv"));
        String[] lines = reply.response().body().split("\r\n");
        assertEquals("text/csv; charset=utf-8", reply.header("Content-Type"));
        assertEquals(2, lines.length);
        assertTrue(
                lines[1].contains("," + day + "," + day.plusDays(1) + ",channel,PAPER,纸质,1,0,0,0,0,1,1,0,1.000000000,"),
                lines[1]);
        assertTrue(lines[1].endsWith(",0.000000000,1.000000000,0.206549314,1.000000000,,,"), lines[1]);
        String link = reply.header("Link");
        String next = link.substring(1, link.indexOf('>'));
        Reply second = api.send(api.request(next).header("Accept", "text/csv"));
        assertTrue(second.response().body().contains(",SMS,短信,0,0,1,"), second::toString);
        assertEquals(null, second.header("Link"));
    }

    @Test
    void regions_rollUp() {
        LocalDate date = anyDay();
        String day = noon(date);
        long version = post(
                Sample.rating().text("ratedAt", day).text("regionCode", "411381"),
                Sample.rating().text("ratedAt", day).text("regionCode", "411381001000"),
                Sample.rating().text("ratedAt", day).text("regionCode", "411381001002"),
                Sample.rating().text("ratedAt", day).text("regionCode", "411300"),
                Sample.rating().text("ratedAt", day).text("regionCode", "110101001001"));
        String path = "/v1/stats?" + period(date) + "&by=region&minVersion=" + version;
        assertEquals("110000000000=1 410000000000=4", rows(path));
        assertEquals("411300000000=4", rows(path + "&region=410000"));
        assertEquals("411300000000=1 411381000000=3", rows(path + "&region=411300"));
        assertEquals("411381000000=1 411381001000=2", rows(path + "&region=411381"));
        assertEquals("411381001000=1 411381001002=1", rows(path + "&region=411381001000"));
        assertEquals("411381001002=1", rows(path + "&region=411381001002"));
    }

    @Test
    void sorted_pagesInThatOrder() {
        LocalDate date = anyDay();
        String day = noon(date);
        long version = post(
                Sample.rating().text("ratedAt", day).text("channel", "PC"),
                Sample.rating().text("ratedAt", day).text("channel", "PC"),
                Sample.rating()
                        .text("ratedAt", day)
                        .text("channel", "QR")
                        .level(1)
                        .text("comment", "慢"),
                Sample.rating().text("ratedAt", day).text("channel", "SMS"));
        String path = "/v1/stats?" + period(date) + "&by=channel&minVersion=" + version;
        assertEquals("PC=2 QR=1 SMS=1", rows(path));
        assertEquals("SMS=1 QR=1 PC=2", rows(path + "&sort=-key"));
        assertEquals("PC=2 QR=1 SMS=1", rows(path + "&sort=-ratings"));
        assertEquals("QR=1 SMS=1 PC=2", rows(path + "&sort=ratings"));
        assertEquals("QR=1 PC=2 SMS=1", rows(path + "&sort=-badRate"));
        assertEquals("QR=1 PC=2 SMS=1", rows(path + "&sort=satisfactionRate"));
        StringBuilder paged = new StringBuilder();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = api.get(path + "&sort=-badRate&limit=1" + cursor).json();
            paged.append(page.at("/rows/0/key").asText()).append(' ');
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : null;
        }
        assertEquals("QR PC SMS ", paged.toString());
    }

    @Test
    void cursorOfAnotherSelection_isRefused() {
        long version =
                post(Sample.rating().text("channel", "PC"), Sample.rating().text("channel", "QR"));
        String first = "/v1/stats?by=channel&limit=1&minVersion=" + version;
        String cursor = api.get(first).json().get("nextCursor").asText();
        for (String other :
                new String[] {"by=channel&region=411302", "by=channel&sort=-key", "by=agency", "region=411302"}) {
            Reply reply = api.get("/v1/stats?" + other + "&cursor=" + cursor);
            assertEquals(400, reply.status(), other);
        }
        assertEquals(
                200, api.get("/v1/stats?by=channel&limit=5&cursor=" + cursor).status());
    }

    @Test
    void agenciesAndMatters_areCountedApart() {
        LocalDate date = anyDay();
        String day = noon(date);
        String one = "11411302MB0F10001X";
        String two = "11411302MB0F10002X";
        String matter = two + "0123456789012";
        long version = post(
                Sample.rating().text("ratedAt", day).text("agencyCode", one),
                Sample.rating().text("ratedAt", day).text("agencyCode", two).text("matterCode", matter),
                Sample.rating().text("ratedAt", day).text("agencyCode", two).level(4));
        String path = "/v1/stats?" + period(date) + "&minVersion=" + version;
        assertEquals(one + "=1 " + two + "=2", rows(path + "&by=agency"));
        assertEquals(one + "=1 " + two + "=2", rows(path + "&by=agency&channel=WINDOW_DEVICE&region=411302"));
        assertEquals("", rows(path + "&by=agency&region=411303"));
        assertEquals(matter + "=1", rows(path + "&by=matter"));
        assertEquals(two + "=1", rows(path + "&by=agency&matter=" + matter));
        assertEquals(date.toString().substring(0, 7) + "=2", rows(path + "&by=month&agency=" + two));
        assertEquals("411302000000=1", rows(path + "&by=region&region=411300&matter=" + matter));
        assertEquals(date + "T12:00:00+08:00=3", rows(path + "&by=hour"));
        assertEquals(date + "T12:34:00+08:00=3", rows(path + "&by=minute"));
        assertEquals(
                2,
                api.get(path + "&by=matter&agency=" + two)
                        .json()
                        .at("/total/ratings")
                        .asLong(),
                "a rating without a matter is in the total");
    }

    @Test
    void origin_selectsItsOwn() {
        LocalDate date = anyDay();
        String day = noon(date);
        long version = post(
                Sample.rating().text("ratedAt", day),
                Sample.rating().text("ratedAt", day).text("origin", "DEFAULT").level(3));
        JsonNode stats = api.get("/v1/stats?" + period(date) + "&origin=DEFAULT&by=level&minVersion=" + version)
                .json();
        assertEquals(1, stats.at("/total/default").asLong());
        assertEquals(0, stats.at("/total/active").asLong());
        assertEquals("[\"DEFAULT\"]", stats.at("/basis/origins").toString());
        assertEquals("3", stats.at("/rows/0/key").asText());
        assertEquals(1, stats.get("rows").size());
    }

    private static LocalDate anyDay() {
        return LocalDate.of(2019, 2, 1).plusDays(RANDOM.nextInt(2_400));
    }

    private static String noon(LocalDate day) {
        return day + "T12:34:56+08:00";
    }

    private static String period(LocalDate day) {
        return "from=" + day + "&to=" + day.plusDays(1);
    }

    private String rows(String path) {
        Reply reply = api.get(path);
        assertEquals(200, reply.status(), reply::toString);
        StringBuilder rows = new StringBuilder();
        for (JsonNode row : reply.json().get("rows")) {
            rows.append(rows.length() == 0 ? "" : " ").append(row.get("key").asText());
            rows.append('=').append(row.get("ratings").asText());
        }
        return rows.toString();
    }

    @Test
    void audit_findsNoDifferenceInAnyDimension() {
        long version = post(Sample.rating());
        JsonNode proof = api.get("/v1/audit/counts").json();
        assertEquals(0, proof.get("difference").asLong(), proof::toString);
        assertTrue(proof.get("version").asLong() >= version);
        assertTrue(proof.get("dimensions").size() > 15);
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
