package io.yiping.load.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yiping.load.console.UsageException;
import io.yiping.load.generate.GeneratedFile;
import io.yiping.load.http.Endpoint;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final int RATINGS = 3_000;

    @TempDir
    Path folder;

    private final NaiveLedger ledger = new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z"));
    private final RunKey keys = new RunKey(1_780_000_000L);

    private List<BenchRating> ratings() throws IOException {
        return BenchFile.read(GeneratedFile.of(RATINGS, 42, 0).writeTo(folder), RATINGS);
    }

    @Test
    void serviceMeasurements_storeEveryRatingAnewInEachRun() throws Exception {
        List<BenchRating> ratings = ratings();
        try (FakeService service = new FakeService(ledger, 1)) {
            Endpoint endpoint = Endpoint.parseAll(service.urls()).get(0);
            ServiceTotal total = new ServiceTotal(endpoint, () -> 0);
            List<Measurement> measurements = List.of(
                    new ServiceBatches(endpoint, 2_000, total),
                    new ServiceSingles(endpoint, 64, total),
                    new ServiceUpload(endpoint, total),
                    new ServiceBatches(endpoint, 500, total));
            for (Measurement measurement : measurements) {
                int before = ledger.ratings();
                assertEquals(
                        Measurement.Course.SMOOTH,
                        measurement.prepare(Work.storing(ratings, keys.next())).run());
                measurement.verify(RATINGS);
                assertEquals(before + RATINGS, ledger.ratings(), measurement.name());
            }
        }
    }

    @Test
    void upload_storesEveryRatingOrFails() throws Exception {
        List<BenchRating> ratings = ratings();
        try (FakeService service = new FakeService(ledger, 1)) {
            Endpoint endpoint = Endpoint.parseOne(service.urls());
            byte[] mark = keys.next();
            ServiceUpload.send(endpoint, ratings, mark);
            assertEquals(RATINGS, ledger.ratings());
            assertThrows(IOException.class, () -> ServiceUpload.send(endpoint, ratings, mark), "not new");
            service.streamProblemAfter = 1_000;
            assertThrows(IOException.class, () -> ServiceUpload.send(endpoint, ratings, keys.next()), "ended early");
        }
    }

    @Test
    void refusedRequests_areSentAgainAndCounted() throws Exception {
        List<BenchRating> ratings = ratings().subList(0, 2_000);
        try (FakeService service = new FakeService(ledger, 1)) {
            service.refuseEvery = 10;
            Endpoint endpoint = Endpoint.parseAll(service.urls()).get(0);
            Measurement singles = new ServiceSingles(endpoint, 32, new ServiceTotal(endpoint, () -> 0));
            long refusals =
                    singles.prepare(Work.storing(ratings, keys.next())).run().refusals();
            assertTrue(refusals >= 200, refusals + " refusals");
            assertEquals(2_000, ledger.ratings());
        }
    }

    @Test
    void ratingThatIsNotNew_fails() throws Exception {
        List<BenchRating> ratings = ratings().subList(0, 10);
        try (FakeService service = new FakeService(ledger, 1)) {
            Endpoint endpoint = Endpoint.parseAll(service.urls()).get(0);
            byte[] sameKey = keys.next();
            Work again = Work.storing(ratings, sameKey);
            ServiceTotal total = new ServiceTotal(endpoint, () -> 0);
            Measurement singles = new ServiceSingles(endpoint, 2, total);
            Measurement batches = new ServiceBatches(endpoint, 2_000, total);
            singles.prepare(again).run();
            assertThrows(
                    UncheckedIOException.class, () -> singles.prepare(again).run());
            assertThrows(IOException.class, () -> batches.prepare(again).run());
        }
    }

    @Test
    void auditDifference_fails() throws Exception {
        try (FakeService service = new FakeService(ledger, 1)) {
            service.auditDifference = 1;
            ServiceAudit audit =
                    new ServiceAudit(Endpoint.parseAll(service.urls()).get(0));
            assertThrows(IOException.class, audit::verify);
        }
    }

    /** As from a service that says accepted and stores one less. */
    @Test
    void figuresThatMoveByOneLess_fail() throws Exception {
        List<BenchRating> ratings = ratings();
        try (FakeService service = new FakeService(ledger, 1)) {
            Endpoint endpoint = Endpoint.parseOne(service.urls());
            ServiceTotal total = new ServiceTotal(endpoint, () -> 0);
            for (Measurement measurement : List.of(
                    new ServiceBatches(endpoint, 2_000, total),
                    new ServiceSingles(endpoint, 8, total),
                    new ServiceUpload(endpoint, total))) {
                service.distort = (query, answer) -> {};
                measurement.prepare(Work.storing(ratings, keys.next())).run();
                service.distort = BenchTest::lessOne;
                assertThrows(IOException.class, () -> measurement.verify(RATINGS), measurement.name());
            }
        }
    }

    private static void lessOne(String query, ObjectNode answer) {
        ObjectNode total = (ObjectNode) answer.get("total");
        ObjectNode counts = (ObjectNode) total.get("counts");
        counts.put("5", counts.get("5").asLong() - 1);
        total.put("ratings", total.get("ratings").asLong() - 1);
        total.put("active", total.get("active").asLong() - 1);
    }

    @Test
    void readings_areAnsweredAsTheyMustBe() throws Exception {
        try (FakeService service = new FakeService(ledger, 1)) {
            Endpoint endpoint = Endpoint.parseOne(service.urls());
            ServiceUpload.send(endpoint, ratings(), keys.next());
            for (ServiceReads.What what : ServiceReads.What.values()) {
                Measurement reads = new ServiceReads(what, endpoint, 4, () -> 0, 7);
                Measurement.Course course = reads.prepare(Work.reading(60)).run();
                assertTrue(course.answerBytes() > 50, what + " " + course);
            }
            Measurement unchanged = new ServiceReads(ServiceReads.What.UNCHANGED, endpoint, 4, () -> 0, 7);
            Measurement.Timed timed = unchanged.prepare(Work.reading(60));
            service.distort = (query, answer) -> answer.put("version", 99);
            assertThrows(UncheckedIOException.class, timed::run, "the figures moved");
        }
    }

    @Test
    void freshReadings_areNeverWordedAlike() {
        Days days = new Days(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 20));
        Set<String> words = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertTrue(words.add(days.worded(i)));
        }
        assertEquals("/v1/stats?by=day&from=2026-11-01&to=2026-11-21", days.path());
    }

    @Test
    void series_areChosenByTheirWords() throws IOException {
        try (FakeService service = new FakeService(ledger, 1)) {
            Endpoint endpoint = Endpoint.parseOne(service.urls());
            ServiceTotal total = new ServiceTotal(endpoint, () -> 0);
            List<Measurement> all = List.of(new ServiceUpload(endpoint, total), new ServiceSingles(endpoint, 2, total));
            assertEquals(all, BenchCommand.chosen(all, List.of()));
            assertEquals(all.subList(1, 2), BenchCommand.chosen(all, List.of("singles")));
            assertThrows(UsageException.class, () -> BenchCommand.chosen(all, List.of("single")));
        }
    }

    @Test
    void file_mustBeCleanAndLongEnough() throws IOException {
        Path clean = GeneratedFile.of(1_000, 1, 0).writeTo(folder);
        assertThrows(UsageException.class, () -> BenchFile.read(clean, 1_001));
        Path dirty = GeneratedFile.of(1_000, 1, 5).writeTo(folder);
        assertThrows(UsageException.class, () -> BenchFile.read(dirty, 1_000));
    }

    @Test
    void markedLines_areTheSameRatingUnderNewKeys() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> seen = new HashSet<>();
        byte[] mark = keys.next();
        for (BenchRating rating : ratings()) {
            byte[] line = new byte[rating.lengthWith(mark)];
            assertEquals(line.length, rating.write(mark, line, 0));
            JsonNode fresh = json.readTree(line);
            String key = fresh.get("serviceEventId").textValue();
            assertTrue(key.matches("[A-Za-z0-9][A-Za-z0-9._:#-]{0,63}") && seen.add(key), key);
            assertEquals(json.readTree(rating.line()).get("ratedAt"), fresh.get("ratedAt"), "the rest stays as it was");
        }
    }

    @Test
    void newKeysOfAMatter_comeAfterAllItsOldOnes_asThoseOfALaterDayDo() throws IOException {
        String first = new String(keys.next(), StandardCharsets.US_ASCII);
        String second = new String(keys.next(), StandardCharsets.US_ASCII);
        Map<String, String> latest = new HashMap<>();
        for (BenchRating rating : ratings()) {
            latest.merge(taskCode(rating), rating.keyWith(first), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
        String nextStart = new String(new RunKey(1_780_000_001L).next(), StandardCharsets.US_ASCII);
        for (BenchRating rating : ratings()) {
            String key = rating.keyWith(second);
            assertTrue(rating.keyWith(first).compareTo(rating.serviceEventId()) > 0, key);
            assertTrue(rating.keyWith(nextStart).compareTo(key) > 0, key);
            String before = latest.get(taskCode(rating));
            assertTrue(key.compareTo(before) > 0, key + " and " + before);
            assertTrue(key.startsWith(taskCode(rating)), key);
        }
    }

    private static String taskCode(BenchRating rating) {
        return rating.serviceEventId().substring(0, 31);
    }

    @Test
    void keyOfAnotherForm_endsWithTheMark() throws IOException {
        String line = "{\"serviceEventId\":\"0123456789abcdef0123456789abcdef\",\"level\":5,\"channel\":\"QR\","
                + "\"regionCode\":\"411302\",\"agencyCode\":\"11411302MB0F12345X\",\"ratedAt\":\"2026-03-02T09:30:00+08:00\"}";
        BenchRating rating = BenchRating.of(line.getBytes(StandardCharsets.UTF_8), new ObjectMapper().readTree(line));
        assertEquals("0123456789abcdef0123456789abcdefx", rating.keyWith("x"));
    }

    @Test
    void copyText_hasTenColumnsAndALineForEachRating() throws IOException {
        List<BenchRating> ratings = ratings();
        String text = new String(ReferenceTable.copyText(ratings, "x"), StandardCharsets.UTF_8);
        String[] rows = text.split("\n");
        assertEquals(ratings.size(), rows.length);
        for (String row : rows) {
            assertEquals(10, row.split("\t", -1).length, row);
        }
    }

    @Test
    void samples_giveMedianAndRatiosRoundByRound() {
        Samples above = samples(10, 30, 20, 40);
        assertEquals(25, above.median());
        assertEquals(40, above.max());
        Samples ratios = above.dividedBy(samples(10, 10, 10, 10));
        assertEquals(1, ratios.min());
        assertEquals(2.5, ratios.median());
    }

    private static Samples samples(double... values) {
        Samples samples = new Samples();
        for (double value : values) {
            samples.add(value);
        }
        return samples;
    }

    @Test
    void database_isNamedByAUrl() {
        Database database = Database.parse("postgresql://me:a:b@db.example:5433/yiping");
        assertEquals(new Database("jdbc:postgresql://db.example:5433/yiping", "me", "a:b"), database);
        assertThrows(UsageException.class, () -> Database.parse("postgresql://localhost/yiping"));
        assertThrows(UsageException.class, () -> Database.parse("mysql://me@localhost/yiping"));
    }
}
