package io.yiping.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import io.yiping.rating.EventKey;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the ledger's way: clients that leave, deadlocks, values that the server refuses. */
@QuarkusTest
class LedgerFaultsTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource database;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @AfterEach
    void letClientsGo() {
        clients.shutdownNow();
    }

    @Test
    void clientThatGoesAway_cancelsNothing() throws Exception {
        Sample rating = Sample.rating();
        try (HeldTable held = HeldTable.locked(database)) {
            postAndLeave(rating);
            Thread.sleep(500);
        }
        awaitStored(rating.event());
    }

    @Test
    void deadlock_isRunAgain() throws Exception {
        Sample[] both = {Sample.rating(), Sample.rating()};
        // As the ledger writes them, whatever the order in which they come.
        Arrays.sort(both, Comparator.comparing(each -> EventKey.of(each.event()).toString()));
        Sample first = both[0];
        Sample second = both[1];
        long deadlocks = deadlocks();
        CompletableFuture<Reply> reply;
        try (HeldTable other = new HeldTable(database)) {
            other.insert(second.event());
            reply = async("/v1/ratings/batch", Sample.batch(second, first));
            // The ledger now has the first key and waits for the second; we take the opposite way.
            Thread.sleep(300);
            insertUnlessVictim(other, first.event());
        }
        assertEquals(200, reply.get().status(), () -> reply.join().toString());
        assertEquals(2, reply.get().json().get("accepted").asInt());
        assertTrue(deadlocks() > deadlocks, "there was no deadlock, so nothing was shown");
    }

    @Test
    void ratingThatWaitsForALock_holdsUpNoOther() throws Exception {
        Sample waiting = Sample.rating();
        CompletableFuture<Reply> late;
        try (HeldTable other = new HeldTable(database)) {
            other.insert(waiting.event());
            // Two: its neighbour alone is no reason for another transaction, only that it has waited for long is.
            late = async("/v1/ratings/batch", Sample.batch(waiting, Sample.rating()));
            Thread.sleep(300);
            Reply neighbour = async("/v1/ratings", Sample.rating().json()).get(3, TimeUnit.SECONDS);
            assertEquals(201, neighbour.status(), neighbour::toString);
            assertFalse(late.isDone(), "it did not wait, so nothing was shown");
        }
        assertEquals(
                2, late.get().json().get("accepted").asInt(), () -> late.join().toString());
    }

    @Test
    void poisonThatNobodyForesaw_harmsNoNeighbour() throws Exception {
        execute("ALTER TABLE rating ADD CONSTRAINT no_poison CHECK (comment <> 'poison') NOT VALID");
        try {
            CompletableFuture<Reply> poison;
            CompletableFuture<Reply> neighbour;
            try (HeldTable held = HeldTable.locked(database)) {
                async("/v1/ratings/batch", Sample.batch(Sample.rating(), Sample.rating(), Sample.rating()));
                Thread.sleep(200);
                // These two are fewer: they wait together and so are in one transaction.
                poison = async(
                        "/v1/ratings", Sample.rating().text("comment", "poison").json());
                neighbour = async("/v1/ratings", Sample.rating().json());
                Thread.sleep(200);
            }
            assertEquals(201, neighbour.get().status());
            assertEquals(503, poison.get().status());
            assertEquals(
                    "/problems/outcome-unknown", poison.get().json().get("type").asText());
            assertEquals("retry", poison.get().json().get("verdict").asText());
            assertEquals("1", poison.get().header("Retry-After"));
        } finally {
            execute("ALTER TABLE rating DROP CONSTRAINT no_poison");
        }
    }

    @Test
    void backendsKilledUnderLoad_everythingSettlesOnce() throws Exception {
        long before = api.ratings();
        int batches = 40;
        CompletableFuture<?>[] replies = new CompletableFuture<?>[batches];
        for (int i = 0; i < batches; i++) {
            Sample[] items = new Sample[100];
            for (int j = 0; j < items.length; j++) {
                items[j] = Sample.rating();
            }
            replies[i] = async("/v1/ratings/batch?results=problems", Sample.batch(items));
            if (i % 10 == 5) {
                execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'yiping-ledger'");
            }
        }
        CompletableFuture.allOf(replies).join();
        for (CompletableFuture<?> reply : replies) {
            Reply one = (Reply) reply.join();
            assertEquals(200, one.status(), one::toString);
            assertEquals(100, one.json().get("accepted").asInt());
        }
        long version = api.post("/v1/ratings", Sample.rating().json())
                .json()
                .get("version")
                .asLong();
        assertEquals(
                before + 100L * batches + 1,
                api.total(version).at("/total/ratings").asLong());
        assertEquals(0, api.get("/v1/audit/counts").json().get("difference").asLong());
    }

    /**
     * The first lines of an upload wait for a key that another session holds; the next ones wait with them, for one is of
     * the same event, and would otherwise be settled first.
     */
    @Test
    void linesOfOneEvent_areSettledInTheirOrderThoughTheFirstHasToWait() throws Exception {
        Sample held = Sample.rating();
        Sample twice = Sample.rating();
        int again = 1_000;
        StringBuilder body = new StringBuilder();
        for (int line = 1; line <= 4_500; line++) {
            Sample other = line == again ? twice.level(4) : Sample.rating();
            body.append(line == 1 ? held.json() : line == 2 ? twice.json() : other.json())
                    .append('\n');
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Reply> reply;
        try (HeldTable other = new HeldTable(database)) {
            other.insert(held.event());
            reply = CompletableFuture.supplyAsync(
                    () -> api.post("/v1/ratings/stream", bytes, "application/x-ndjson"), clients);
            Thread.sleep(1_500);
            assertEquals(404, api.get("/v1/ratings/" + twice.event()).status(), "nothing is settled yet");
        }
        String answers = reply.get().response().body();
        assertTrue(answers.contains("{\"line\":" + again + ","), answers);
        assertTrue(answers.contains("\"received\":4500,\"accepted\":4499,\"duplicate\":0,\"conflict\":1,"), answers);
        assertEquals(
                5, api.get("/v1/ratings/" + twice.event()).json().get("level").asInt());
    }

    private CompletableFuture<Reply> async(String path, String json) {
        return CompletableFuture.supplyAsync(() -> api.post(path, json), clients);
    }

    private void postAndLeave(Sample rating) throws Exception {
        byte[] body = rating.json().getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/ratings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            Thread.sleep(300);
        }
    }

    private void awaitStored(String event) throws InterruptedException {
        int status = 0;
        for (int attempt = 0; attempt < 50 && status != 200; attempt++) {
            Thread.sleep(100);
            status = api.get("/v1/ratings/" + event).status();
        }
        assertEquals(200, status);
    }

    private static void insertUnlessVictim(HeldTable other, String event) {
        try {
            other.insert(event);
        } catch (SQLException victim) {
            assertEquals("40P01", victim.getSQLState());
        }
    }

    private long deadlocks() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
            var row =
                    statement.executeQuery("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
            assertFalse(!row.next());
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
