package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Folding;
import io.yiping.Sample;
import io.yiping.registry.Lists;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code GET /v1/coverage/{kind}} against a recomputation from the ratings and the registry themselves, by SQL that knows no
 * count: every kind, region, period and list, page by page, before and after folding.
 *
 * <p>Negative control: {@code Deltas} that looks at no entry, so that what is not folded is left out. It fails here.
 */
@QuarkusTest
class CoverageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RATINGS = 3_000;
    private static final int AGENCIES = 60;
    private static final String[] COUNTIES = {"411302", "411303", "411321", "411381", "420100"};

    @TestHTTPResource("/")
    URI base;

    @Inject
    Pool pool;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private Api api;
    private Lists lists;
    private String regions;

    @BeforeEach
    void connect() {
        System.out.println("CoverageTest seed " + seed);
        api = new Api(base);
        lists = new Lists(api);
        regions = lists.get("regions", Lists.NDJSON).response().body();
    }

    @AfterEach
    void putBack() {
        lists.load("regions", regions);
        lists.load("agencies", "");
        lists.load("matters", "");
    }

    @Test
    void coverage_isThatOfTheRatings() throws Exception {
        register();
        long version = rate();
        checkAll(version);
        Folding.await(pool, version, PATIENCE);
        checkAll(version);
    }

    /** Of twelve in a hundred of what is rated the registry knows nothing; of others nobody has rated anything. */
    private void register() {
        StringBuilder agencies = new StringBuilder();
        StringBuilder matters = new StringBuilder();
        for (int i = 0; i < AGENCIES; i++) {
            if (random.nextInt(100) < 88) {
                boolean placed = random.nextInt(10) > 0;
                String agency = agency(i);
                String county = COUNTIES[random.nextInt(COUNTIES.length)];
                agencies.append(placed ? Lists.entry(agency, "机构" + i, county) : Lists.entry(agency, "机构" + i));
            }
            for (int m = 0; m < 5; m++) {
                if (random.nextInt(100) < 88) {
                    matters.append(Lists.entry(matter(i, m), "事项" + i + "-" + m));
                }
            }
        }
        lists.load("agencies", agencies.toString());
        lists.load("matters", matters.toString());
        StringBuilder more = new StringBuilder(regions);
        for (int township = 1; township < 12; township++) {
            String code = "411302%03d000".formatted(township);
            more.append(Lists.entry(code, "乡" + township)).append(Lists.entry(code.replaceAll("000$", "001"), "村"));
        }
        lists.load("regions", more.toString());
    }

    private static String agency(int i) {
        return "1141%04dMB0%06dX".formatted(1300, i);
    }

    private static String matter(int agency, int m) {
        return agency(agency) + "4%012d".formatted(m);
    }

    private long rate() {
        long version = 0;
        List<Sample> batch = new ArrayList<>();
        for (int i = 0; i < RATINGS; i++) {
            batch.add(rating());
            if (batch.size() == 500) {
                Reply reply = api.post("/v1/ratings/batch", Sample.batch(batch.toArray(Sample[]::new)));
                assertEquals(200, reply.status(), reply::toString);
                for (JsonNode item : reply.json().get("items")) {
                    version = Math.max(version, item.get("version").asLong());
                }
                batch.clear();
            }
        }
        return version;
    }

    /** Half of the agencies and of their matters are never rated. */
    private Sample rating() {
        int agency = random.nextInt(AGENCIES / 2);
        String county = COUNTIES[random.nextInt(COUNTIES.length)];
        String place =
                random.nextInt(3) == 0 ? "%03d00%d".formatted(random.nextInt(1, 15), random.nextInt(2)) : "000000";
        Sample rating = Sample.rating()
                .text("agencyCode", agency(agency))
                .text("regionCode", county + place)
                .text("channel", random.nextBoolean() ? "PC" : "QR")
                .text("ratedAt", "2026-0%d-1%dT09:30:00+08:00".formatted(random.nextInt(1, 9), random.nextInt(10)));
        return random.nextInt(4) == 0 ? rating : rating.text("matterCode", matter(agency, random.nextInt(3)));
    }

    private void checkAll(long version) {
        for (String kind : List.of("regions", "agencies", "matters", "channels")) {
            for (Long region : new Long[] {null, 410000000000L, 411300000000L, 411302000000L, 411321000000L}) {
                check(kind, region, null, null, version);
                check(kind, region, LocalDate.parse("2026-02-03"), null, version);
                check(kind, region, LocalDate.parse("2026-03-12"), LocalDate.parse("2026-03-14"), version);
            }
        }
        check("regions", 411302001000L, null, LocalDate.parse("2026-05-01"), version);
    }

    private void check(String kind, Long region, LocalDate from, LocalDate to, long version) {
        Expected expected = expected(kind, region, from, to);
        String path = "/v1/coverage/" + kind + "?limit=" + random.nextInt(1, 40) + "&minVersion=" + version
                + (region == null ? "" : "&region=" + region)
                + (from == null ? "" : "&from=" + from)
                + (to == null ? "" : "&to=" + to);
        JsonNode first = api.get(path).json();
        assertEquals(expected.registered, first.get("registered").asLong(), path);
        assertEquals(
                expected.registered - expected.unrated.size(),
                first.get("rated").asLong(),
                path);
        assertEquals(expected.unknown.size(), first.get("unknown").asLong(), path);
        assertEquals(expected.registered == 0, first.has("coverageRateReason"), path);
        assertEquals(expected.unrated, rows(path), path);
        assertEquals(expected.unknown, rows(path + "&list=unknown"), path);
    }

    private List<String> rows(String path) {
        List<String> rows = new ArrayList<>();
        JsonNode page = api.get(path).json();
        while (true) {
            page.get("rows")
                    .forEach(row ->
                            rows.add(row.get("code").asText() + (row.has("ratings") ? " " + row.get("ratings") : "")));
            if (!page.has("nextCursor")) {
                return rows;
            }
            page = api.get(path + "&cursor=" + page.get("nextCursor").asText()).json();
        }
    }

    private record Expected(long registered, List<String> unrated, List<String> unknown) {}

    private Expected expected(String kind, Long region, LocalDate from, LocalDate to) {
        TreeMap<String, Long> carried = carried(kind, region, from, to);
        TreeMap<String, String> entries = entries(kind);
        Set<String> reached = new HashSet<>(carried.keySet());
        if (kind.equals("regions")) {
            for (String code : carried.keySet()) {
                for (int digits : new int[] {2, 4, 6, 9}) {
                    reached.add(code.substring(0, digits) + "0".repeat(12 - digits));
                }
            }
        }
        Map<String, String> agencies = entries("agencies");
        List<String> listed = entries.keySet().stream()
                .filter(code -> region == null || liesIn(kind, code, entries.get(code), region, agencies))
                .toList();
        List<String> unrated =
                listed.stream().filter(code -> !reached.contains(code)).toList();
        List<String> unknown = carried.keySet().stream()
                .filter(code -> !entries.containsKey(code))
                .sorted((a, b) -> carried.get(b).equals(carried.get(a))
                        ? a.compareTo(b)
                        : carried.get(b).compareTo(carried.get(a)))
                .map(code -> code + " " + carried.get(code))
                .toList();
        return new Expected(listed.size(), unrated, unknown);
    }

    private static boolean liesIn(String kind, String code, String parent, long region, Map<String, String> agencies) {
        String digits = Long.toString(region).replaceAll("^(..|....|......|.{9}|.{12})0*$", "$1");
        return switch (kind) {
            case "regions" -> code.startsWith(digits);
            case "agencies" -> parent != null && parent.startsWith(digits);
            case "matters" -> {
                String county = parent == null ? null : agencies.get(parent);
                yield county != null && county.startsWith(digits);
            }
            default -> true;
        };
    }

    /** Codes as ratings carry them, and how often. */
    private TreeMap<String, Long> carried(String kind, Long region, LocalDate from, LocalDate to) {
        String column =
                switch (kind) {
                    case "regions" -> "lpad(region_code::text, 12, '0')";
                    case "agencies" -> "agency_code";
                    case "matters" -> "matter_code";
                    default ->
                        "(ARRAY['PC','MOBILE','QR','WINDOW_DEVICE','TERMINAL','PHONE','SMS','SUPERVISION_POST','PAPER'])[channel]";
                };
        String digits = region == null ? "" : Long.toString(region).replaceAll("^(..|....|......|.{9}|.{12})0*$", "$1");
        String sql = "SELECT " + column + ", count(*) FROM rating WHERE " + column
                + " IS NOT NULL AND lpad(region_code::text, 12, '0') LIKE $1 || '%'"
                + " AND (rated_at AT TIME ZONE 'Asia/Shanghai')::date >= coalesce($2, DATE '1900-01-01')"
                + " AND (rated_at AT TIME ZONE 'Asia/Shanghai')::date < coalesce($3, DATE '2999-01-01') GROUP BY 1";
        TreeMap<String, Long> carried = new TreeMap<>();
        for (Row row : query(sql, Tuple.of(digits, from, to))) {
            carried.put(row.getString(0), row.getLong(1));
        }
        return carried;
    }

    /** Parents by code. */
    private TreeMap<String, String> entries(String kind) {
        short number = (short) (1
                + List.of("regions", "agencies", "matters", "windows", "channels")
                        .indexOf(kind));
        TreeMap<String, String> entries = new TreeMap<>();
        for (Row row :
                query("SELECT code, parent FROM registry_entry WHERE kind = $1 AND until IS NULL", Tuple.of(number))) {
            entries.put(row.getString(0), row.getString(1));
        }
        return entries;
    }

    private Iterable<Row> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().indefinitely();
    }

    @Test
    void unchanged_304() {
        long version = lists.load("agencies", Lists.entry(agency(1), "机构" + System.nanoTime()))
                .get("version")
                .asLong();
        String path = "/v1/coverage/agencies?minVersion=" + version;
        Reply before = api.get(path);
        String tag = before.header("ETag");
        assertEquals(
                304,
                api.send(api.request(path).header("If-None-Match", tag).GET()).status());
        long emptied = lists.load("agencies", "").get("version").asLong();
        String later = "/v1/coverage/agencies?minVersion=" + emptied;
        Reply after = api.send(api.request(later).header("If-None-Match", tag).GET());
        assertEquals(200, after.status());
        assertEquals(0, after.json().get("registered").asLong());
    }

    @Test
    void deepRegion_isServedForRegionsAndChannelsOnly() {
        assertEquals(200, api.get("/v1/coverage/channels?region=411302001000").status());
        assertEquals(422, api.get("/v1/coverage/agencies?region=411302001000").status());
        assertEquals(404, api.get("/v1/coverage/windows").status());
    }
}
