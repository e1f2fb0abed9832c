package io.yiping.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.contract.Document.Example;
import io.yiping.contract.Document.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The figures that the document shows of {@code GET /v1/stats} are what its own examples of ratings add: each example is
 * read before and after these are sent, and the difference is what is shown, whatever else the database holds.
 */
@QuarkusTest
class StatsExamplesTest {

    private static final int PLACES = 9;
    private static final String[] COUNTS = {"ratings", "active", "default"};
    private static final String[] RATES = {"satisfactionRate", "badRate", "activeRate"};

    @TestHTTPResource("/")
    URI base;

    private final Document document = Document.read();
    private final Operation stats = document.operation("GET", "/v1/stats");
    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void figures_areWhatTheExamplesAdd() {
        Map<String, Map<String, List<Long>>> before = new HashMap<>();
        shown("application/json").forEach(one -> before.put(one.name(), figures(whole(one.summary(), 0))));
        long version = sendExamples();
        for (Example one : shown("application/json")) {
            Map<String, List<Long>> expected = figures(List.of(one.value()));
            Map<String, List<Long>> added = difference(before.get(one.name()), figures(whole(one.summary(), version)));
            if (one.summary().contains("limit=")) {
                added.keySet().retainAll(expected.keySet());
            }
            assertEquals(expected, added, one.name());
        }
    }

    @Test
    void answers_sayWhatTheyAreOf() {
        for (Example one : shown("application/json")) {
            JsonNode answer = api.get(one.summary()).json();
            for (String member : List.of("timeZone", "selection", "basis")) {
                assertEquals(one.value().get(member), answer.get(member), one.name());
            }
            assertEquals(one.value().has("rows"), answer.has("rows"), one.name());
        }
    }

    @Test
    void rates_areThoseOfTheCounts() {
        for (Example one : shown("application/json")) {
            for (JsonNode figures : one.value().findParents("counts")) {
                long bad = figures.at("/counts/1").asLong()
                        + figures.at("/counts/2").asLong();
                long ratings = figures.get("ratings").asLong();
                if (ratings > 0) {
                    String where = one.name() + " " + figures;
                    assertEquals(rate(ratings - bad, ratings, RoundingMode.DOWN), places(figures, RATES[0]), where);
                    assertEquals(rate(bad, ratings, RoundingMode.UP), places(figures, RATES[1]), where);
                    long active = figures.get("active").asLong();
                    assertEquals(rate(active, ratings, RoundingMode.DOWN), places(figures, RATES[2]), where);
                }
            }
        }
    }

    @Test
    void csv_hasTheFiguresOfTheJson() {
        List<Example> shown = shown(Document.CSV);
        assertFalse(shown.isEmpty());
        for (Example one : shown) {
            Example json = shown("application/json").stream()
                    .filter(other -> other.summary().equals(one.summary()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(csv(json.value()), one.value().asText(), one.name());
            Reply reply = api.send(
                    api.request(one.summary()).header("Accept", "text/csv").GET());
            assertEquals("text/csv; charset=utf-8", reply.header("Content-Type"));
            assertEquals(csv(api.get(one.summary()).json()), reply.response().body(), one.name());
        }
    }

    @Test
    void sameAgain_isNotSentAgain() {
        String tag = api.get("/v1/stats?by=level").header("ETag");
        Reply again = api.send(
                api.request("/v1/stats?by=level").header("If-None-Match", tag).GET());
        assertEquals(304, again.status());
        assertEquals(tag, again.header("ETag"));
    }

    private List<Example> shown(String mediaType) {
        return document.examples(document.responses(stats).get(200)).stream()
                .filter(example -> example.mediaType().equals(mediaType))
                .toList();
    }

    /** @return the highest version that was told */
    private long sendExamples() {
        ExampleRequests requests = new ExampleRequests(api);
        long version = 0;
        for (String path : List.of("/v1/ratings", "/v1/ratings/batch", "/v1/ratings/stream")) {
            for (Reply reply : requests.postAll(document, document.operation("POST", path))) {
                for (String line : reply.response().body().lines().toList()) {
                    for (JsonNode told : json(line).findValues("version")) {
                        version = Math.max(version, told.asLong());
                    }
                }
            }
        }
        return version;
    }

    private static JsonNode json(String text) {
        try {
            return Document.strictly(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages of a request, whatever page it asks for. */
    private List<JsonNode> whole(String path, long minVersion) {
        String all = path.replaceAll("[?&](limit|cursor)=[^&]*", "");
        all += (all.contains("?") ? "&" : "?") + "limit=1000&minVersion=" + minVersion;
        List<JsonNode> pages = new ArrayList<>(List.of(api.get(all).json()));
        while (pages.get(pages.size() - 1).has("nextCursor")) {
            String cursor = pages.get(pages.size() - 1).get("nextCursor").asText();
            pages.add(api.get(all + "&cursor=" + cursor).json());
        }
        return pages;
    }

    /** By key and name: the five levels, then the others. The total is empty by key. */
    private static Map<String, List<Long>> figures(List<JsonNode> pages) {
        Map<String, List<Long>> figures = new TreeMap<>();
        for (JsonNode page : pages) {
            figures.put("", numbers(page.get("total")));
            for (JsonNode row : page.path("rows")) {
                figures.put(row.get("key").asText() + " " + row.path("name").asText(), numbers(row));
            }
        }
        return figures;
    }

    private static List<Long> numbers(JsonNode figures) {
        List<Long> numbers = new ArrayList<>();
        for (int level = 5; level >= 1; level--) {
            numbers.add(figures.at("/counts/" + level).asLong());
        }
        for (String name : COUNTS) {
            numbers.add(figures.get(name).asLong());
        }
        return numbers;
    }

    /** Without the rows to which nothing was added. */
    private static Map<String, List<Long>> difference(Map<String, List<Long>> before, Map<String, List<Long>> after) {
        Map<String, List<Long>> added = new TreeMap<>();
        after.forEach((key, now) -> {
            List<Long> then = before.get(key);
            List<Long> more = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                more.add(now.get(i) - (then == null ? 0 : then.get(i)));
            }
            if (key.isEmpty() || more.stream().anyMatch(one -> one != 0)) {
                added.put(key, more);
            }
        });
        return added;
    }

    private static BigDecimal rate(long part, long whole, RoundingMode rounding) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), PLACES, rounding);
    }

    private static BigDecimal places(JsonNode figures, String rate) {
        return new BigDecimal(figures.get(rate).asText()).setScale(PLACES);
    }

    /** The CSV that says the same. */
    private String csv(JsonNode stats) {
        StringBuilder csv = new StringBuilder("version,asOf,from,to,by,key,name,level5,level4,level3,level2,level1,"
                + "ratings,active,default,satisfactionRate,badRate,activeRate,intervalLow,intervalHigh,"
                + "previousRatings,previousSatisfactionRate,previousBadRate\r\n");
        for (JsonNode row : stats.has("rows") ? stats.get("rows") : List.of(stats.get("total"))) {
            List<String> values = new ArrayList<>();
            values.add(stats.get("version").asText());
            values.add(stats.get("asOf").asText());
            for (String name : List.of("from", "to", "by")) {
                values.add(stats.get("selection").path(name).asText());
            }
            values.add(row.path("key").asText());
            values.add(row.path("name").asText());
            numbers(row).forEach(number -> values.add(number.toString()));
            for (String rate : RATES) {
                values.add(row.has(rate) ? places(row, rate).toPlainString() : "");
            }
            for (String end : List.of("low", "high")) {
                values.add(
                        row.has("interval") ? places(row.get("interval"), end).toPlainString() : "");
            }
            values.addAll(List.of("", "", ""));
            csv.append(String.join(",", values)).append("\r\n");
        }
        return csv.toString();
    }
}
