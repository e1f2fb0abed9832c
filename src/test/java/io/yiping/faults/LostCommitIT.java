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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A connection that is lost in COMMIT: the service asks what became of the transaction before it answers anybody. If it
 * ran again instead of asking, the committed ratings would be answered as duplicates of themselves.
 */
class LostCommitIT {

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

    private static void acceptedOnceInSpiteOf(Cut cut) throws Exception {
        long ratings = count("rating");
        long journal = count("count_journal");
        int cuts = cutter.cuts();
        Sample[] items = new Sample[50];
        for (int i = 0; i < items.length; i++) {
            items[i] = Sample.rating();
        }
        cutter.arm(cut);
        Api.Reply reply = api.post("/v1/ratings/batch", Sample.batch(items));
        assertEquals(cuts + 1, cutter.cuts(), "the fault did not happen");
        assertEquals(200, reply.status(), reply::toString);
        assertEquals(items.length, reply.json().get("accepted").asInt());
        assertEquals(ratings + items.length, count("rating"));
        assertEquals(journal + 1, count("count_journal"));
        long version = reply.json().at("/items/0/version").asLong();
        JsonNode stats = api.total(version);
        assertEquals(ratings + items.length, stats.at("/total/ratings").asLong());
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
