package io.yiping.faults;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Compares what the service answers to a selection with a {@link Recount}, at one version that does not move meanwhile:
 * figures, rows, their order and names, all pages, CSV, entity tags, and the same bytes from every instance.
 */
final class StatsCheck {

    static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private static final int MAX_PAGES = 8;
    private static final String CSV_HEAD = "version,asOf,from,to,by,key,name,level5,level4,level3,level2,level1,"
            + "ratings,active,default,satisfactionRate,badRate,activeRate,intervalLow,intervalHigh,"
            + "previousRatings,previousSatisfactionRate,previousBadRate";

    private final Client client;
    private final List<ServiceProcess> instances;
    private final SplittableRandom random;
    private final List<Finding> findings = new ArrayList<>();
    private int pages;
    private int rows;

    StatsCheck(Client client, List<ServiceProcess> instances, SplittableRandom random) {
        this.client = client;
        this.instances = instances;
        this.random = random;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    int pages() {
        return pages;
    }

    int rows() {
        return rows;
    }

    /** So many random selections, all at one version that is held still meanwhile. */
    void checkServed(Database database, AskedAtRandom asked, int count) throws IOException, SQLException {
        try (Standstill standstill = Standstill.of(database)) {
            for (int i = 0; i < count; i++) {
                Asked selection = asked.served();
                checkUnlessItSlides(selection, Recount.of(standstill.connection(), selection), standstill.version());
            }
        }
    }

    /** A window that slid on meanwhile was asked about two periods: that says nothing. */
    private void checkUnlessItSlides(Asked asked, Recount expected, long version) throws IOException {
        int before = findings.size();
        check(asked, expected, version);
        if (asked.isPast()) {
            findings.subList(before, findings.size()).clear();
        }
    }

    private void check(Asked asked, Recount expected, long version) throws IOException {
        int limit = limit(expected.rows().size());
        String limited = limit == 0 ? "" : "limit=" + limit;
        HttpResponse<byte[]> first = same(asked.path(limited, "minVersion=" + version), "application/json");
        if (first == null) {
            return;
        }
        JsonNode page = EXACT.readTree(first.body());
        checkFrame(asked, expected, version, page);
        String asOf = page.path("asOf").asText();
        checkTag(asked.path(limited), first);
        checkCsv(asked, limited, expected, version, asOf, page);
        checkPages(asked, limited, limit == 0 ? 100 : limit, expected, page);
    }

    /** Sometimes small pages, sometimes the default, sometimes the largest. 0: not given. */
    private int limit(int rows) {
        int least = Math.max(1, rows / MAX_PAGES);
        return switch (random.nextInt(4)) {
            case 0 -> rows > 100 * MAX_PAGES ? 1_000 : 0;
            case 1 -> 1_000;
            default -> Math.min(1_000, least + random.nextInt(Math.max(1, rows)));
        };
    }

    /** Every instance has to give the same bytes. @return one of them; null when there is none */
    private HttpResponse<byte[]> same(String path, String accept) {
        HttpResponse<byte[]> one = null;
        for (ServiceProcess instance : instances) {
            HttpResponse<byte[]> answer = client.get(instance, path, "Accept", accept);
            if (answer == null || answer.statusCode() != 200) {
                find(path, instance.name() + " answers " + text(answer));
                return null;
            }
            if (one != null && !Arrays.equals(one.body(), answer.body())) {
                find(path, "two instances, two bodies: " + text(one) + " and " + text(answer));
            }
            if (one != null && !header(one, "ETag").equals(header(answer, "ETag"))) {
                find(path, "two instances, two tags: " + header(one, "ETag") + " and " + header(answer, "ETag"));
            }
            one = answer;
        }
        return one;
    }

    private void checkFrame(Asked asked, Recount expected, long version, JsonNode page) {
        require(asked, "version", version, page.path("version").asLong());
        require(asked, "timeZone", "Asia/Shanghai", page.path("timeZone").asText());
        require(asked, "selection", asked.echo(), withoutOwnSort(asked, page.path("selection")));
        String origins = asked.origin() == null ? "\"ACTIVE\",\"DEFAULT\"" : '"' + asked.origin() + '"';
        String basis = "{\"period\":\"ratedAt\",\"origins\":[" + origins + "],\"invalidated\":\"out\"}";
        require(asked, "basis", basis, page.path("basis").toString());
        require(asked, "rows or none", asked.by() != null, page.has("rows"));
        requireFigures(asked, "total", expected.total(), page.path("total"));
        checkPrevious(asked, expected, page);
    }

    private void checkPrevious(Asked asked, Recount expected, JsonNode page) {
        require(asked, "previous or none", expected.previous() != null, page.has("previous"));
        if (expected.previous() != null) {
            JsonNode previous = page.path("previous");
            require(
                    asked,
                    "from",
                    asked.text(asked.startBefore()),
                    previous.path("from").asText());
            require(asked, "to", asked.text(asked.start()), previous.path("to").asText());
            requireFigures(asked, "previous total", expected.previous(), previous.path("total"));
        }
    }

    /** The sort that applies may be told though it was not asked for, or is another because rows of time have their own. */
    private static JsonNode withoutOwnSort(Asked asked, JsonNode selection) {
        boolean own = asked.echo().path("sort").isMissingNode()
                && selection.path("sort").asText().equals("key");
        return own ? ((ObjectNode) selection.deepCopy()).without("sort") : selection;
    }

    private void requireFigures(Asked asked, String what, Tallied expected, JsonNode shown) {
        String wrong = expected.differsFrom(shown);
        if (wrong != null) {
            find(asked.path(), what + " is wrong in " + wrong + ", SQL counts " + expected + ", answered is " + shown);
        }
    }

    private void checkTag(String path, HttpResponse<byte[]> answer) {
        String tag = header(answer, "ETag");
        if (!tag.matches("\"[^\"]+\"")) {
            find(path, "its tag is not strong: " + tag);
        }
        for (ServiceProcess instance : instances) {
            HttpResponse<byte[]> again = client.get(instance, path, "Accept", "application/json", "If-None-Match", tag);
            boolean unchanged = again != null && again.statusCode() == 304 && again.body().length == 0;
            if (!unchanged || !header(again, "ETag").equals(tag)) {
                find(path, "with If-None-Match: " + tag + " " + instance.name() + " answers " + text(again));
            }
        }
    }

    /** Follows the cursors to the end, from one instance to the other. */
    private void checkPages(Asked asked, String limited, int limit, Recount expected, JsonNode first)
            throws IOException {
        JsonNode page = first;
        int at = 0;
        for (int number = 1; asked.by() != null; number++) {
            int end = Math.min(expected.rows().size(), at + limit);
            checkRows(asked, expected.rows().subList(at, end), page.path("rows"));
            at = end;
            pages++;
            boolean more = at < expected.rows().size();
            require(asked, "nextCursor after " + at + " rows", more, page.has("nextCursor"));
            if (!more || !page.has("nextCursor")) {
                return;
            }
            String path = asked.path(limited, "cursor=" + page.get("nextCursor").asText());
            HttpResponse<byte[]> next = client.get(instances.get(number % instances.size()), path);
            if (next == null || next.statusCode() != 200) {
                find(path, "answers " + text(next));
                return;
            }
            page = EXACT.readTree(next.body());
            checkFrame(asked, expected, first.path("version").asLong(), page);
        }
    }

    private void checkRows(Asked asked, List<Recount.Row> expected, JsonNode shown) {
        require(asked, "number of rows", expected.size(), shown.size());
        for (int i = 0; i < Math.min(expected.size(), shown.size()); i++) {
            Recount.Row row = expected.get(i);
            require(asked, "key of a row", row.key(), shown.get(i).path("key").asText());
            require(
                    asked,
                    "name of " + row.key(),
                    name(asked, row),
                    shown.get(i).path("name").asText());
            requireFigures(asked, "row " + row.key(), row.tally(), shown.get(i));
            require(
                    asked,
                    "previous of " + row.key(),
                    row.previous() != null,
                    shown.get(i).has("previous"));
            if (row.previous() != null) {
                requireFigures(
                        asked,
                        "previous of " + row.key(),
                        row.previous(),
                        shown.get(i).path("previous"));
            }
            rows++;
        }
    }

    private static String name(Asked asked, Recount.Row row) {
        return KnownNames.of(asked.by(), row.key());
    }

    /** The page as CSV; and the page behind it, where its Link says. */
    private void checkCsv(Asked asked, String limited, Recount expected, long version, String asOf, JsonNode page)
            throws IOException {
        HttpResponse<byte[]> csv = same(asked.path(limited), "text/csv");
        if (csv == null) {
            return;
        }
        int shown = page.path("rows").size();
        List<Recount.Row> rows = asked.by() == null
                ? List.of(new Recount.Row("", expected.total(), expected.previous()))
                : expected.rows();
        requireCsv(asked, rows.subList(0, Math.min(rows.size(), asked.by() == null ? 1 : shown)), version, asOf, csv);
        String link = header(csv, "Link");
        require(asked, "Link", page.has("nextCursor"), !link.isEmpty());
        if (page.has("nextCursor") && link.matches("<.*>; rel=\"next\"")) {
            HttpResponse<byte[]> next = same(link.substring(1, link.indexOf('>')), "text/csv");
            int end = Math.min(rows.size(), 2 * shown);
            if (next != null) {
                requireCsv(asked, rows.subList(Math.min(shown, end), end), version, asOf, next);
            }
        }
    }

    private void requireCsv(
            Asked asked, List<Recount.Row> rows, long version, String asOf, HttpResponse<byte[]> answer) {
        StringBuilder csv = new StringBuilder(CSV_HEAD).append("\r\n");
        for (Recount.Row row : rows) {
            List<String> cells = new ArrayList<>();
            cells.addAll(List.of(Long.toString(version), asOf, asked.text(asked.start()), asked.text(asked.end())));
            cells.addAll(List.of(text(asked.by()), row.key(), asked.by() == null ? "" : name(asked, row)));
            cells.addAll(row.tally().csv());
            cells.addAll(
                    row.previous() == null
                            ? List.of("", "", "")
                            : row.previous().csvOfPrevious());
            csv.append(String.join(",", cells)).append("\r\n");
        }
        require(
                asked,
                "content type",
                "text/csv;charset=utf-8",
                header(answer, "Content-Type").replace(" ", ""));
        requireLines(asked, csv.toString(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    private void requireLines(Asked asked, String expected, String shown) {
        String[] lines = expected.split("\r\n", -1);
        String[] others = shown.split("\r\n", -1);
        int differ = Arrays.mismatch(lines, others);
        if (differ >= 0) {
            require(asked, "lines of CSV", lines.length, others.length);
            require(asked, "line of CSV", lines[differ], differ < others.length ? others[differ] : "missing");
        }
    }

    /** It is refused, and told by what rule. */
    void checkRefused(Asked asked) throws IOException {
        for (ServiceProcess instance : instances) {
            HttpResponse<byte[]> answer = client.get(instance, asked.path());
            if (answer == null || answer.statusCode() != 422) {
                find(asked.path(), "is to be refused as " + asked.fate() + ", but is answered " + text(answer));
                continue;
            }
            JsonNode problem = EXACT.readTree(answer.body());
            if (asked.fate() == Asked.Fate.UNSUPPORTED) {
                require(
                        asked,
                        "type",
                        "/problems/stats-selection-unsupported",
                        problem.path("type").asText());
                require(asked, "lines", Asked.served(), Asked.served(problem.path("lines")));
            } else {
                require(
                        asked,
                        "type",
                        "/problems/stats-range-too-long",
                        problem.path("type").asText());
                require(
                        asked,
                        "maxDays",
                        asked.maxDays(),
                        problem.path("maxDays").asInt());
            }
        }
    }

    private void require(Asked asked, String what, Object expected, Object shown) {
        if (!expected.equals(shown)) {
            find(asked.path(), what + ": expected " + expected + ", answered is " + shown);
        }
    }

    private void find(String path, String text) {
        findings.add(new Finding("I5", path + ": " + text));
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return answer == null
                ? "nothing"
                : answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }
}
