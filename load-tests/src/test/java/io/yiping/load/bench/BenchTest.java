package io.yiping.load.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashSet;
import java.util.List;
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
            ServiceAudit audit = new ServiceAudit(endpoint);
            List<Measurement> measurements = List.of(
                    new ServiceBatches(endpoint, audit),
                    new ServiceSingles(endpoint, 64, audit),
                    new ServiceBatches(endpoint, audit));
            for (Measurement measurement : measurements) {
                int before = ledger.ratings();
                assertEquals(
                        Measurement.Course.SMOOTH,
                        measurement.prepare(ratings, keys.next()).run());
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
            byte[] suffix = keys.next();
            ServiceUpload.send(endpoint, ratings, suffix);
            assertEquals(RATINGS, ledger.ratings());
            assertThrows(IOException.class, () -> ServiceUpload.send(endpoint, ratings, suffix), "not new");
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
            Measurement singles = new ServiceSingles(endpoint, 32, new ServiceAudit(endpoint));
            long refusals = singles.prepare(ratings, keys.next()).run().refusals();
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
            Measurement singles = new ServiceSingles(endpoint, 2, new ServiceAudit(endpoint));
            Measurement batches = new ServiceBatches(endpoint, new ServiceAudit(endpoint));
            singles.prepare(ratings, sameKey).run();
            assertThrows(UncheckedIOException.class, () -> singles.prepare(ratings, sameKey)
                    .run());
            assertThrows(
                    IOException.class, () -> batches.prepare(ratings, sameKey).run());
        }
    }

    @Test
    void auditDifference_fails() throws Exception {
        try (FakeService service = new FakeService(ledger, 1)) {
            service.auditDifference = 1;
            ServiceAudit audit =
                    new ServiceAudit(Endpoint.parseAll(service.urls()).get(0));
            assertThrows(IOException.class, () -> audit.verify(1));
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
    void suffixedLines_areTheSameRatingUnderNewKeys() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> seen = new HashSet<>();
        byte[] suffix = keys.next();
        for (BenchRating rating : ratings()) {
            byte[] line = new byte[rating.lengthWith(suffix)];
            assertEquals(line.length, rating.write(suffix, line, 0));
            JsonNode fresh = json.readTree(line);
            String key = fresh.get("serviceEventId").textValue();
            assertTrue(key.matches("[A-Za-z0-9][A-Za-z0-9._:#-]{0,63}") && seen.add(key), key);
            assertEquals(json.readTree(rating.line()).get("ratedAt"), fresh.get("ratedAt"), "the rest stays as it was");
        }
    }

    @Test
    void copyText_hasTenColumnsAndALineForEachRating() throws IOException {
        List<BenchRating> ratings = ratings();
        String text = new String(ReferenceTable.copyText(ratings, ".x"), StandardCharsets.UTF_8);
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
