package io.yiping.load.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.yiping.load.console.Latency;
import io.yiping.load.console.UsageException;
import io.yiping.load.generate.GeneratedFile;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadTest {
    private static final int RATINGS = 2_000;
    private static final int REQUESTS = 4;
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 22);
    private static final LocalDate LAST = LocalDate.of(2026, 11, 20);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private FakeService service;
    private NaiveLedger ledger;

    @BeforeEach
    void start() throws IOException {
        ledger = new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z"));
        GeneratedFile.of(RATINGS, 42, 0).lines().forEach(ledger::settle);
        service = new FakeService(ledger, 1);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int read(String... words) throws IOException, InterruptedException {
        printed.reset();
        return new ReadCommand(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(List.of(words));
    }

    private int measure(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--url", service.urls(), "--warm-up", "1", "--requests"));
        words.add(String.valueOf(REQUESTS));
        words.addAll(List.of(more));
        return read(words.toArray(String[]::new));
    }

    private void assertPrinted(String text) {
        String all = printed.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(text), () -> "no \"" + text + "\" in:\n" + all);
    }

    @Test
    void everyLine_isAskedAndNoQuestionTwice() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        List<String> twice = new ArrayList<>();
        service.distort = (query, answer) -> {
            if (query != null && query.contains("from=") && !seen.add(query)) {
                twice.add(query);
            }
        };
        Path out = folder.resolve("read.json");
        assertEquals(0, measure("--out", out.toString(), "--seed", "1"), printed::toString);
        Readings readings = Readings.read(out);
        assertEquals(RATINGS, readings.ratings());
        assertEquals(
                Set.of(1, 2, 3, 4, 5),
                new HashSet<>(readings.readings().stream().map(Reading::line).toList()));
        for (Reading reading : readings.readings()) {
            assertTrue(reading.fresh().p50() > 0
                    && reading.fresh().p50() <= reading.fresh().max());
            assertEquals(0, reading.moved(), reading.name());
            assertTrue(reading.bytes() > 100, reading.example());
        }
        // each wording a second time, for its 304
        assertEquals(REQUESTS * readings.readings().size(), twice.size());
    }

    @Test
    void codes_areThoseWithTheMostRatings() throws Exception {
        measure("--out", folder.resolve("read.json").toString());
        Readings readings = Readings.read(folder.resolve("read.json"));
        String agency = most("agency");
        assertEquals("411300000000", parameter(readings, "city by region", "region"));
        assertEquals(agency, parameter(readings, "agency by day", "agency"));
        assertEquals(most("matter"), parameter(readings, "matter by day", "matter"));
        assertEquals(most("channel"), parameter(readings, "channel by agency", "channel"));
        assertEquals("411381000000", parameter(readings, "county by channel", "region"), "the largest county");
    }

    private String most(String dimension) {
        return ledger.countsBy(dimension).entrySet().stream()
                .max((a, b) -> Long.compare(sum(a.getValue()), sum(b.getValue())))
                .orElseThrow()
                .getKey();
    }

    private static long sum(long[] counts) {
        return counts[0] + counts[1] + counts[2] + counts[3] + counts[4];
    }

    private static String parameter(Readings readings, String name, String parameter) {
        Reading reading = readings.readings().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return reading.example().replaceAll(".*[?&]" + parameter + "=(\\w+).*", "$1");
    }

    @Test
    void twoMeasurements_areLaidSideBySide() throws Exception {
        Latency one = new Latency(1_000, 2_000, 3_000);
        Latency three = new Latency(3_000, 5_000, 9_000);
        Path a = folder.resolve("a.json");
        Path b = folder.resolve("b.json");
        new Readings("http://a", 100, 1, 1, 10, 1, List.of(reading("by day", one), reading("old", one))).write(a);
        new Readings("http://b", 5_000, 1, 1, 10, 1, List.of(reading("by day", three), reading("new", one))).write(b);
        assertEquals(0, read("--compare", a.toString(), b.toString()));
        assertPrinted("http://b: 5,000 ratings (× 50.0)");
        assertPrinted("1.00  3.00  × 3.00");
        assertPrinted("2.00  5.00  × 2.50");
        assertPrinted("1  old: only in the first");
        assertPrinted("1  new: only in the second");
        assertThrows(UsageException.class, () -> read("--compare", a.toString()));
        assertThrows(IOException.class, () -> read("--compare", a.toString(), "pom.xml"));
    }

    private static Reading reading(String name, Latency latency) {
        return new Reading(1, name, "/v1/stats", 1, 1, latency, latency, 0);
    }

    @Test
    void answersThatMeanNothing_areErrors() throws Exception {
        service.distort = (query, answer) -> {
            if (query != null && query.contains("by=minute")) {
                answer.putArray("rows");
            }
        };
        assertTrue(assertThrows(IOException.class, this::measure).getMessage().contains("no ratings to answer with"));
        service.close();
        service = new FakeService(new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z")), 1);
        assertTrue(assertThrows(IOException.class, this::measure).getMessage().contains("nothing is stored"));
    }

    @Test
    void movingVersion_isSaidBesideThe304s() throws Exception {
        service.versionMoves.set(1_000_000);
        assertEquals(0, measure(), printed::toString);
        assertPrinted("(4 answered in full: the version moved)");
    }

    @Test
    void wordings_areNeverTheSameAndEndOnce() {
        Found found = new Found(1, FIRST, LAST, "411300000000", "", "", "", "", "");
        Question week = new Question(1, "by day, a week", "by=day", 7);
        Wording wording = new Wording(found, 1);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String path = wording.next(week);
            assertTrue(seen.add(path), path);
            LocalDate from = LocalDate.parse(path.replaceAll(".*from=([0-9-]+).*", "$1"));
            assertEquals(from.plusDays(7).toString(), path.replaceAll(".*to=([0-9-]+).*", "$1"));
            assertTrue(!from.isBefore(FIRST) && !from.plusDays(6).isAfter(LAST), path);
        }
        Question fixed = new Question(3, "a week, a short page", "by=matter", 7);
        assertThrows(UsageException.class, () -> {
            for (int i = 0; i < 1_000; i++) {
                wording.next(fixed);
            }
        });
    }

    @Test
    void percentiles_areMeasuredValues() {
        long[] nanos = new long[200];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (200 - i) * 1_000L;
        }
        assertEquals(new Latency(100, 198, 200), Latency.ofNanos(nanos));
        assertEquals(new Latency(7, 7, 7), Latency.ofNanos(new long[] {7_000}));
    }
}
