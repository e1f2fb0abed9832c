package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random selections while ratings of every kind stream in: each answer equals a plain {@code GROUP BY} over the ratings
 * at exactly its version, on both instances, page by page, as JSON and as CSV; what no line serves is refused.
 *
 * <p>Negative control: each count table in turn is falsified by one, behind the service, and has to be found.
 */
class SelectionsIT {

    private static final Map<String, String> FOLD_OFTEN =
            Map.of("YIPING_COUNT_FOLD_AFTER", "2s", "YIPING_COUNT_FOLD_AT_CHANGES", "5000");
    private static final int SERVED = 200;
    private static final int UNSERVED = 50;
    private static final int AT_A_TIME = 5;
    private static final int AT_REST = 25;
    private static final int UNTIL_FOUND = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ROWS = "SELECT count(*) FROM rating";
    private static final String FOLDED = "SELECT version FROM count_fold";
    private static final String LATEST = "SELECT coalesce(max(version), 0) FROM count_journal";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("selections", FOLD_OFTEN);

    private final Client client = new Client(new SentJournal());

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void randomSelections_equalAPlainGroupBy(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        AskedAtRandom asked = new AskedAtRandom(random.split());
        StatsCheck check = new StatsCheck(client, cluster.instances(), random.split());
        WideTraffic traffic = new WideTraffic(client, cluster.instances());
        long foldedBefore = number(FOLDED);
        long versions;
        try (traffic) {
            long first = number(LATEST);
            traffic.start(random);
            Waits.until("much is stored", PATIENCE, () -> number(ROWS) > 3_000);
            for (int i = 0; i < SERVED; i += AT_A_TIME) {
                check.checkServed(cluster.postgres(), asked, AT_A_TIME);
                check.checkRefused(asked.unserved());
                Thread.sleep(random.nextInt(50));
            }
            for (int i = SERVED / AT_A_TIME; i < UNSERVED; i++) {
                check.checkRefused(asked.unserved());
            }
            versions = number(LATEST) - first;
        }
        assertTrue(number(FOLDED) > foldedBefore, "counts were folded meanwhile");
        awaitFolded();
        check.checkServed(cluster.postgres(), asked, AT_REST);
        report(seed, versions, traffic, check);
        List<Finding> findings = new ArrayList<>(traffic.findings());
        findings.addAll(check.findings());
        Finding.requireNone("selections, seed " + seed, findings);
    }

    private static void report(long seed, long versions, WideTraffic traffic, StatsCheck check) throws Exception {
        System.out.printf(
                "selections, seed %d: %d ratings, %s, %d versions meanwhile; %d pages of %d rows compared, findings %s%n",
                seed,
                number(ROWS),
                traffic.told(),
                versions,
                check.pages(),
                check.rows(),
                Finding.counts(check.findings()));
        for (String kind : List.of("duplicate", "conflict", "rejected", "replaced")) {
            assertTrue(traffic.told().get(kind) > 0, "there was no " + kind);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void falsifiedCountTable_isFound(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (WideTraffic traffic = new WideTraffic(client, cluster.instances())) {
            long rows = number(ROWS);
            traffic.start(random);
            Waits.until("something is stored", PATIENCE, () -> number(ROWS) > rows + 2_000);
        }
        awaitFolded();
        StatsCheck before = new StatsCheck(client, cluster.instances(), random.split());
        before.checkServed(cluster.postgres(), new AskedAtRandom(random.split()), AT_REST);
        Finding.requireNone("before anything is falsified", before.findings());
        for (String falsified : falsifiable()) {
            add(falsified, 1);
            StatsCheck check = new StatsCheck(client, cluster.instances(), random.split());
            AskedAtRandom asked = new AskedAtRandom(random.split());
            int asks = 0;
            for (; asks < UNTIL_FOUND && check.findings().isEmpty(); asks++) {
                check.checkServed(cluster.postgres(), asked, 1);
            }
            add(falsified, -1);
            System.out.printf("%s falsified: found after %d selections%n", falsified, asks);
            Finding.require("I5", check.findings());
        }
    }

    /** A page's cursor says nothing in another order. */
    @Test
    void cursorOfAnotherOrder_400() throws Exception {
        try (WideTraffic traffic = new WideTraffic(client, cluster.instances())) {
            long before = number(ROWS);
            traffic.start(new SplittableRandom(Seeds.first()));
            Waits.until("something is stored", PATIENCE, () -> number(ROWS) > before + 500);
        }
        byte[] page = client.get(
                        cluster.one(), "/v1/stats?by=channel&sort=-ratings&limit=2&minVersion=" + number(LATEST))
                .body();
        String cursor = Client.JSON.readTree(page).path("nextCursor").asText();
        assertEquals(200, status("/v1/stats?by=channel&sort=-ratings&limit=2&cursor=" + cursor));
        assertEquals(400, status("/v1/stats?by=channel&limit=2&cursor=" + cursor));
        assertEquals(400, status("/v1/stats?by=channel&sort=ratings&limit=2&cursor=" + cursor));
        assertEquals(400, status("/v1/stats?by=agency&sort=-ratings&limit=2&cursor=" + cursor));
        assertEquals(400, status("/v1/stats?by=channel&sort=-ratings&limit=2&cursor=x" + cursor));
    }

    private int status(String path) {
        return client.get(cluster.other(), path).statusCode();
    }

    private static void awaitFolded() throws Exception {
        Waits.until("everything is folded", PATIENCE, () -> number(FOLDED) == number(LATEST));
    }

    /** What readings are made of: the cells of each count table, and the totals of months. */
    private static List<String> falsifiable() throws Exception {
        List<String> columns = new ArrayList<>();
        for (String table : FoldTrap.countTables(cluster.postgres())) {
            columns.add(table + ".cells");
        }
        columns.addAll(List.of("count_region.a5", "count_agency.a5", "count_matter.a5", "count_option.a1"));
        return columns;
    }

    /** One more in each count of the column, or one less. */
    private static void add(String column, int change) throws Exception {
        String[] parts = column.split("\\.");
        String added = parts[1].equals("cells")
                ? "cells || ARRAY(SELECT DISTINCT %d * 1024 + place * 16 + 4 FROM count_cells(cells))".formatted(change)
                : parts[1] + " + " + change;
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE %s SET %s = %s".formatted(parts[0], parts[1], added));
        }
    }

    private static long number(String sql) throws Exception {
        return StoredRating.number(cluster.postgres(), sql);
    }
}
