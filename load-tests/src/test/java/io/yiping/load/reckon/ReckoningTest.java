package io.yiping.load.reckon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yiping.load.generate.GeneratedFile;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each comparison must notice what it is there for: figures that are wrong in one place only. */
class ReckoningTest {
    private static final int RATINGS = 6_000;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private GeneratedFile file;
    private FakeService service;

    @BeforeEach
    void start() throws IOException {
        NaiveLedger ledger = new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z"));
        file = GeneratedFile.of(RATINGS, 42, 1);
        file.lines().forEach(ledger::settle);
        service = new FakeService(ledger, 1);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private boolean agrees() throws IOException, InterruptedException {
        printed.reset();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        List<Endpoint> endpoints = Endpoint.parseAll(service.urls());
        return Reckoning.before(out, file.manifest(), Dimensions.ALL, endpoints, Duration.ofSeconds(60))
                .figures(Before.NOTHING, new Sent(0, 0, true));
    }

    private void assertPrinted(String text) {
        String all = printed.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(text), () -> "no \"" + text + "\" in:\n" + all);
    }

    @Test
    void rightFigures_agree() throws Exception {
        assertTrue(agrees(), printed::toString);
        assertPrinted("figures and audit agree (total, level, origin, channel, region, agency, matter, day, hour)");
    }

    /** One rating is counted under another key, or another level of its key: every sum stays right. */
    @ParameterizedTest
    @CsvSource({"origin", "channel", "agency", "matter", "day", "hour"})
    void ratingUnderAnotherKey_isNamed(String dimension) throws Exception {
        service.distort = (query, answer) -> {
            if (query.contains("by=" + dimension)) {
                ArrayNode rows = (ArrayNode) answer.get("rows");
                add(rows.get(0), 1);
                add(rows.get(1), -1);
            }
        };
        assertFalse(agrees());
        assertPrinted("DIFFER");
        assertPrinted("  " + dimension + " ");
        assertPrinted(" and must be [");
    }

    @ParameterizedTest
    @CsvSource({
        "region=411300000000, 0, region 411300000000 is",
        "region=411300000000, 1, 'the row, with all below it, of region 411302000000 is'",
        "region=411302000000, 0, region 411302000000 is",
        "region=411381000000, 3, region 411381003000 is",
        "region=410000000000, 0, 'the row, with all below it, of region 411300000000 is'"
    })
    void ratingInAnotherRegion_isNamed(String asked, int row, String message) throws Exception {
        service.distort = (query, answer) -> {
            if (query.contains(asked + "&")) {
                add(answer.get("rows").get(row), 1);
            }
        };
        assertFalse(agrees());
        assertPrinted(message);
    }

    private static void add(JsonNode row, int ratings) {
        ObjectNode counts = (ObjectNode) row.get("counts");
        counts.put("5", counts.get("5").asLong() + ratings);
        ((ObjectNode) row).put("ratings", row.get("ratings").asLong() + ratings);
        ((ObjectNode) row).put("active", row.get("active").asLong() + ratings);
    }

    @Test
    void totalsAndSums_mustHoldTogether() throws Exception {
        service.distort = (query, answer) -> {
            if (query.contains("by=matter")) {
                add(answer.get("total"), 1);
            } else if (query.contains("by=hour")) {
                add(answer.get("total"), 1);
            } else if (query.contains("region=411303000000")) {
                add(answer.get("total"), 1);
            } else if (query.contains("by=agency")) {
                ((ObjectNode) answer.get("rows").get(0)).put("active", 0);
            }
        };
        assertFalse(agrees());
        assertPrinted("the total beside by=matter is");
        assertPrinted("the total beside by=hour, over all windows, is");
        assertPrinted("the total of region 411303000000 is");
        assertPrinted("does not add up");
    }

    @Test
    void manyDifferences_areCounted() throws Exception {
        service.forgetCountEvery = 3;
        assertFalse(agrees());
        assertPrinted(" keys differ, the first 100 are shown");
        assertPrinted(" is absent and must be [");
    }

    @Test
    void pages_areBegunAgainWhenTheVersionMoves() throws Exception {
        StatsReader stats =
                new StatsReader(new HttpConnection(Endpoint.parseOne(service.urls()), Duration.ofSeconds(60)));
        int matters = file.manifest().counts().matter().size();
        assertTrue(matters > 1_000, "more than a page");
        service.versionMoves.set(5);
        assertEquals(matters, stats.rows("by=matter", 0).byKey().size());
        service.versionMoves.set(10_000);
        IOException e = assertThrows(IOException.class, () -> stats.rows("by=matter", 0));
        assertTrue(e.getMessage().contains("the version moved 20 times"), e.getMessage());
    }

    @Test
    void pagesThatRepeatOrEndNever_areErrors() throws Exception {
        StatsReader stats =
                new StatsReader(new HttpConnection(Endpoint.parseOne(service.urls()), Duration.ofSeconds(60)));
        service.distort = (query, answer) -> answer.put("nextCursor", "0");
        assertThrows(IOException.class, () -> stats.rows("by=day", 0), "the first page again");
        service.distort = (query, answer) -> answer.put("nextCursor", "1").putArray("rows");
        assertThrows(IOException.class, () -> stats.rows("by=day", 0), "empty pages");
    }

    @Test
    void regionTree_knowsDepthsAndSums() {
        RegionTree tree = new RegionTree(Map.of(
                "411300000000", row(1), "411302000000", row(10), "411302100000", row(100), "411302100003", row(1_000)));
        assertEquals(6, RegionTree.depth("411302000000"));
        assertEquals(9, RegionTree.depth("411302100000"));
        assertEquals(12, RegionTree.depth("411302100003"));
        assertEquals(Set.of("410000000000"), tree.provinces());
        assertEquals(Set.of("411302000000"), tree.childrenWithBelow("411300000000"));
        assertEquals(Set.of("411302100000"), tree.childrenWithBelow("411302000000"));
        assertEquals(Set.of(), tree.childrenWithBelow("411302100000"));
        assertEquals(1_110, tree.rolledUp(List.of("411302000000")).get("411302000000")[0]);
    }

    private static long[] row(long n5) {
        return new long[] {n5, 0, 0, 0, 0};
    }
}
