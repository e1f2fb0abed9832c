package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import io.yiping.faults.Waits;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many ask {@code GET /v1/stats} the same: one reading a version, through the front door. */
@QuarkusTest
class SharedStatsTest {

    private static final int CLIENTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Every reading looks at it. */
    private static final String LOCK = "LOCK TABLE count_fold IN ACCESS EXCLUSIVE MODE";

    private static final String END_WHO_WAIT = """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_stat_activity
            WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)) AND query NOT LIKE '%count_journal%'
            """;

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource database;

    @Inject
    SharedAnswers answers;

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
    void equalPolls_makeOneReading() {
        String path = "/v1/stats?by=channel&limit=1&minVersion=" + post();
        long before = answers.readings();
        Reply first = api.get(path);
        for (String worded : List.of(path, path + "&sort=key", path)) {
            Reply again = api.get(worded);
            assertEquals(first.response().body(), again.response().body());
            assertEquals(first.header("ETag"), again.header("ETag"));
            assertEquals(worded.contains("sort"), again.header("Link").contains("sort=key"), "the link is one's own");
        }
        assertEquals(before + 1, answers.readings());
        Reply head = api.send(api.request(path).method("HEAD", BodyPublishers.noBody()));
        assertEquals(first.header("ETag"), head.header("ETag"));
        assertEquals(
                304,
                api.send(api.request(path).header("If-None-Match", first.header("ETag")))
                        .status());
        assertEquals(before + 1, answers.readings());
        Reply csv = api.send(api.request(path).header("Accept", "text/csv"));
        assertTrue(csv.response().body().startsWith("version,asOf"), csv::toString);
        assertEquals(before + 2, answers.readings(), "another form");
        api.get(path.replace("limit=1", "limit=2"));
        assertEquals(before + 3, answers.readings(), "another page");
    }

    @Test
    void newVersion_isNeverAnsweredWithOldBytes() {
        String path = "/v1/stats?region=411302&minVersion=";
        long last = api.get(path + post()).json().at("/total/ratings").asLong();
        for (int i = 0; i < 30; i++) {
            long version = post();
            Reply reply = api.get(path + version);
            long ratings = reply.json().at("/total/ratings").asLong();
            assertTrue(reply.json().get("version").asLong() >= version, reply::toString);
            assertEquals(last + 1, ratings);
            Reply polled = api.send(api.request("/v1/stats?region=411302").header("If-None-Match", "\"no such\""));
            assertEquals(reply.response().body(), polled.response().body(), "nothing came between");
            last = ratings;
        }
    }

    @Test
    void stampede_makesOneReading() throws Exception {
        String path = "/v1/stats?by=day&minVersion=" + reached();
        long before = answers.readings();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        try (Connection held = hold()) {
            for (int i = 0; i < CLIENTS; i++) {
                replies.add(ask(path));
            }
            Waits.until("all wait for one reading", PATIENCE, () -> answers.readers() == CLIENTS);
            held.rollback();
        }
        Set<String> bodies = new HashSet<>();
        for (CompletableFuture<Reply> reply : replies) {
            assertEquals(200, reply.join().status(), reply.join()::toString);
            bodies.add(reply.join().response().body());
        }
        assertEquals(1, bodies.size());
        assertEquals(before + 1, answers.readings());
        assertEquals(0, answers.readers());
    }

    @Test
    void failedReading_isToldToAllAndNotKept() throws Exception {
        String path = "/v1/stats?by=month&minVersion=" + reached();
        long before = answers.readings();
        CompletableFuture<Reply> one;
        CompletableFuture<Reply> other;
        try (Connection held = hold()) {
            one = ask(path);
            other = ask(path);
            Waits.until("both wait", PATIENCE, () -> answers.readers() == 2);
            Waits.until("the reading is ended", PATIENCE, () -> endWhoWait(held) > 0);
            assertEquals(503, one.join().status());
            assertEquals(503, other.join().status());
            held.rollback();
        }
        assertEquals("/problems/not-ready", one.join().json().get("type").asText());
        assertEquals(before + 1, answers.readings());
        assertEquals(200, api.get(path).status());
        assertEquals(before + 2, answers.readings());
        assertNotEquals(one.join().response().body(), api.get(path).response().body());
    }

    private Connection hold() throws SQLException {
        Connection held = database.getConnection();
        held.setAutoCommit(false);
        try (Statement statement = held.createStatement()) {
            statement.execute(LOCK);
        }
        return held;
    }

    private static long endWhoWait(Connection held) throws SQLException {
        try (Statement statement = held.createStatement();
                ResultSet rows = statement.executeQuery(END_WHO_WAIT)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private CompletableFuture<Reply> ask(String path) {
        return CompletableFuture.supplyAsync(() -> api.get(path), clients);
    }

    /** A new version that need not be waited for any more: what holds up readings holds up following too. */
    private long reached() {
        long version = post();
        assertEquals(200, api.get("/v1/stats?by=origin&minVersion=" + version).status());
        return version;
    }

    private long post() {
        Reply reply = api.post("/v1/ratings", Sample.rating().json());
        assertEquals(201, reply.status(), reply::toString);
        return reply.json().get("version").asLong();
    }
}
