package io.yiping.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.yiping.Api;
import io.yiping.Sample;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A known event where the ledger expects new ones only: nobody notices, but for the rows that were inserted in vain.
 * They are counted, so that the test shows when a transaction failed and was run again, and when not.
 */
@QuarkusTest
@TestProfile(KnownEventTest.SoonTrustful.class)
class KnownEventTest {

    private static final int NEW_IN_A_ROW = 30;

    /** Rows whose insertion was begun, beside those that stand; sessions tell their figures up to ten seconds later. */
    private static final String IN_VAIN =
            "SELECT n_tup_ins - (SELECT count(*) FROM rating) FROM pg_stat_user_tables WHERE relname = 'rating'";

    private static final Duration TOLD = Duration.ofSeconds(30);

    /** One writer, which expects new events soon after it met a known one. */
    public static final class SoonTrustful implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yiping.ledger.writers", "1", "yiping.ledger.new-in-a-row", "" + NEW_IN_A_ROW);
        }
    }

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource database;

    @Test
    void knownEventAmongNewOnes_isSettledAsEverAndOnceInVain() throws Exception {
        Api api = new Api(base);
        long inVain = number(IN_VAIN);
        long ratings = api.ratings();
        Sample[] first = samples(NEW_IN_A_ROW);
        JsonNode accepted = settle(api, "30 accepted, 0 duplicate, 0 conflict", first);

        // Expected new, and one is not: 9 rows and the tenth, at which it fails.
        JsonNode mixed = settle(api, "9 accepted, 1 duplicate, 0 conflict", withLast(samples(10), first[0]));
        assertEquals(accepted.at("/items/0/receivedAt"), mixed.at("/items/9/receivedAt"), "the first receipt's time");

        // Not expected new any more: nothing in vain.
        settle(api, "7 accepted, 1 duplicate, 0 conflict", withLast(samples(8), first[1]));

        // So many new ones, and it expects so again; 4 rows and the fifth.
        settle(api, "30 accepted, 0 duplicate, 0 conflict", samples(NEW_IN_A_ROW));
        settle(api, "4 accepted, 0 duplicate, 1 conflict", withLast(samples(5), first[2].level(4)));
        assertEquals(
                1, number("SELECT attempts FROM rating_conflict WHERE service_event_id = '" + first[2].event() + "'"));

        // Repeats within a transaction are not known events.
        Sample[] repeated = samples(NEW_IN_A_ROW + 1);
        repeated[NEW_IN_A_ROW] = repeated[0].level(3);
        settle(api, "30 accepted, 0 duplicate, 1 conflict", repeated);

        assertEquals(ratings + 30 + 9 + 7 + 30 + 4 + 30 + 1, api.ratings());
        assertEquals(0, api.get("/v1/audit/counts").json().get("difference").asLong());
        assertEquals(inVain + 10 + 5, inVain(inVain + 10 + 5));
    }

    private static JsonNode settle(Api api, String verdicts, Sample... samples) {
        JsonNode result = api.post("/v1/ratings/batch", Sample.batch(samples)).json();
        String told = "%d accepted, %d duplicate, %d conflict"
                .formatted(
                        result.get("accepted").asInt(),
                        result.get("duplicate").asInt(),
                        result.get("conflict").asInt());
        assertEquals(verdicts, told);
        return result;
    }

    private static Sample[] samples(int n) {
        Sample[] samples = new Sample[n];
        Arrays.setAll(samples, i -> Sample.rating());
        return samples;
    }

    /** Events are inserted in the order of their keys, which begin with the day: the others get the first of all. */
    private static Sample[] withLast(Sample[] samples, Sample known) {
        for (int i = 0; i < samples.length - 1; i++) {
            samples[i] = samples[i].text("serviceEventId", samples[i].event() + "-200001010000-1");
        }
        samples[samples.length - 1] = known;
        return samples;
    }

    private long inVain(long expected) throws Exception {
        long end = System.nanoTime() + TOLD.toNanos();
        long told = number(IN_VAIN);
        while (told < expected && System.nanoTime() < end) {
            Thread.sleep(100);
            told = number(IN_VAIN);
        }
        return told;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next(), sql);
            return row.getLong(1);
        }
    }
}
