package io.yiping.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** More than the ledger can take: refused early and honestly; what was taken is stored; then all is as before. */
@QuarkusTest
@TestProfile(OverloadTest.SmallQueue.class)
class OverloadTest {

    private static final int QUEUE = 40;

    /** A queue that a test can fill, and patience that a test can outlast. */
    public static final class SmallQueue implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "yiping.ledger.queue-ratings", Integer.toString(QUEUE),
                    "yiping.ledger.max-wait", "1s",
                    "yiping.ledger.patience", "4s");
        }
    }

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource database;

    @Test
    void fullQueue_refusesAndRecovers() throws Exception {
        Api api = new Api(base);
        ExecutorService clients = Executors.newCachedThreadPool();
        List<Sample> samples = new ArrayList<>();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        try (HeldTable held = HeldTable.locked(database)) {
            // One queue waits, and each of two writers may have taken one before.
            for (int i = 0; i < 4 * QUEUE; i++) {
                Sample sample = Sample.rating();
                samples.add(sample);
                replies.add(CompletableFuture.supplyAsync(() -> api.post("/v1/ratings", sample.json()), clients));
            }
            // The refused ones are answered while the table is still locked.
            while (replies.stream().filter(CompletableFuture::isDone).count() < QUEUE) {
                Thread.sleep(20);
            }
        }
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i).join();
            if (reply.status() == 201) {
                accepted++;
            } else {
                refused++;
                assertRefused(reply);
                assertEquals(201, api.post("/v1/ratings", samples.get(i).json()).status());
            }
        }
        assertTrue(accepted >= QUEUE && refused >= QUEUE, accepted + " accepted, " + refused + " refused");
        assertEquals(0, api.get("/v1/audit/counts").json().get("difference").asLong());
        clients.shutdownNow();
    }

    @Test
    void stalledDatabase_answersRetryAndRefusesThenRecovers() throws Exception {
        Api api = new Api(base);
        Sample taken = Sample.rating();
        ExecutorService clients = Executors.newCachedThreadPool();
        CompletableFuture<Reply> waiting;
        try (HeldTable held = HeldTable.locked(database)) {
            waiting = CompletableFuture.supplyAsync(() -> api.post("/v1/ratings", taken.json()), clients);
            Thread.sleep(2_000);
            Reply refused = api.post("/v1/ratings/batch", Sample.batch(Sample.rating(), Sample.rating()));
            assertEquals(503, refused.status());
            assertEquals("/problems/overloaded", refused.json().get("type").asText());
            assertEquals(2, refused.json().get("retry").asInt());
            assertEquals(2, refused.json().get("received").asInt());
            assertEquals(200, api.get("/q/health/live").status());
            Thread.sleep(9_000);
        }
        assertEquals(503, waiting.get().status());
        assertEquals(
                "/problems/outcome-unknown", waiting.get().json().get("type").asText());
        int status = api.post("/v1/ratings", taken.json()).status();
        assertTrue(status == 201 || status == 200, "sent again, it is stored once: " + status);
        clients.shutdownNow();
    }

    private static void assertRefused(Reply reply) {
        assertEquals(503, reply.status(), reply::toString);
        assertEquals("/problems/overloaded", reply.json().get("type").asText());
        assertEquals("retry", reply.json().get("verdict").asText());
        int seconds = Integer.parseInt(reply.header("Retry-After"));
        assertTrue(seconds >= 1 && seconds <= 30, "Retry-After: " + seconds);
    }
}
