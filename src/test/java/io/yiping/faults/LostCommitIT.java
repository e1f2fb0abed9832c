package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.yiping.Api;
import io.yiping.Sample;
import io.yiping.faults.CommitCutter.Cut;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A connection that is lost in COMMIT: the service asks what became of the transaction before it answers anybody. If it
 * ran again instead of asking, the committed ratings would be answered as duplicates of themselves.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostCommitIT {

    private static final int NEW = 50;

    private static TestPostgres postgres;
    private static CommitCutter cutter;
    private static ServiceProcess service;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestPostgres.start("lost-commit");
        cutter = new CommitCutter(URI.create(postgres.url()).getPort());
        String url = "postgresql://postgres:postgres@127.0.0.1:" + cutter.port() + "/postgres";
        service = ServiceProcess.start("lost-commit", Places.PACKAGE, Map.of("YIPING_DATABASE_URL", url));
        service.awaitReady();
        api = new Api(service.uri("/"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (service != null) {
            service.close();
        }
        if (cutter != null) {
            cutter.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void committedButUnheard_isAnsweredAccepted() throws Exception {
        acceptedOnceInSpiteOf(Cut.BEFORE_THE_CLIENT_HEARS_OF_IT);
    }

    @Test
    void neverArrived_isRunAgain() throws Exception {
        acceptedOnceInSpiteOf(Cut.BEFORE_THE_SERVER_SEES_IT);
    }

    /** The lost connection's process gets to it after somebody has asked what became of it, unless it is ended first. */
    @Test
    void underWay_isAnsweredAccepted() throws Exception {
        for (int i = 0; i < 20; i++) {
            acceptedOnceInSpiteOf(Cut.WHILE_THE_SERVER_IS_AT_IT);
        }
    }

    /** The last: a writer that has met a known event inserts with care from then on. */
    @Test
    @Order(Integer.MAX_VALUE)
    void besideAKnownEvent_isAnsweredAsEver() throws Exception {
        Sample known = Sample.rating();
        assertEquals(201, api.post("/v1/ratings", known.json()).status());
        String repeated = Sample.batch(known, Sample.rating());
        assertEquals(
                1,
                api.post("/v1/ratings/batch", repeated).json().get("duplicate").asInt());
        acceptedOnceInSpiteOf(Cut.BEFORE_THE_CLIENT_HEARS_OF_IT, known);
        acceptedOnceInSpiteOf(Cut.BEFORE_THE_SERVER_SEES_IT, known);
        acceptedOnceInSpiteOf(Cut.WHILE_THE_SERVER_IS_AT_IT, known);
    }

    private static void acceptedOnceInSpiteOf(Cut cut, Sample... known) throws Exception {
        long ratings = count("rating");
        long journal = count("count_journal");
        int cuts = cutter.cuts();
        Sample[] items = Stream.concat(Stream.generate(Sample::rating).limit(NEW), Stream.of(known))
                .toArray(Sample[]::new);
        cutter.arm(cut);
        Api.Reply reply = api.post("/v1/ratings/batch", Sample.batch(items));
        assertEquals(cuts + 1, cutter.cuts(), "the fault did not happen");
        assertEquals(200, reply.status(), reply::toString);
        assertEquals(NEW, reply.json().get("accepted").asInt());
        assertEquals(known.length, reply.json().get("duplicate").asInt());
        assertEquals(ratings + NEW, count("rating"));
        assertEquals(journal + 1, count("count_journal"));
        long version = reply.json().at("/items/0/version").asLong();
        JsonNode stats = api.total(version);
        assertEquals(ratings + NEW, stats.at("/total/ratings").asLong());
        assertEquals(0, api.get("/v1/audit/counts").json().get("difference").asLong());
    }

    private static long count(String table) throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
