package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.yiping.Api;
import io.yiping.Sample;
import io.yiping.Watch;
import io.yiping.Watch.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A burst into one instance is seen live on the other, to the last rating, while counts are folded; and again after it
 * was killed. No version and no count goes back on one connection.
 */
class LiveIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CLIENTS = 4;
    private static final int BATCHES = 40;
    private static final int BATCH = 500;

    private static final Map<String, String> FOLD_OFTEN = Map.of(
            "YIPING_COUNT_FOLD_AFTER", "1s",
            "YIPING_COUNT_FOLD_AT_CHANGES", "10000");

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("live", FOLD_OFTEN);

    @Test
    void burstIntoOne_isSeenOnTheOther() throws Exception {
        Api one = new Api(cluster.one().uri("/"));
        long before = one.ratings();
        long expected = before + CLIENTS * BATCHES * BATCH;
        Event last;
        try (Watch all = Watch.open(cluster.other().uri("/"), "");
                Watch channels = Watch.open(cluster.other().uri("/"), "?by=channel")) {
            send(one);
            last = lastOf(all, expected);
            assertEquals(expected, lastOf(channels, expected).ratings());
        }
        killBoth();
        long reads = readsOfRatings();
        cluster.other().restart();
        cluster.other().awaitReady();
        String seen = Long.toString(last.id());
        try (Watch again = Watch.open(cluster.other().uri("/"), "", "Last-Event-ID", seen)) {
            Event first = again.next();
            assertEquals(expected, first.ratings());
            assertTrue(first.id() >= last.id());
        }
        killBoth();
        assertEquals(reads, readsOfRatings(), "the figures were there without a look at the ratings");
    }

    /** A server process tells what it has read when it ends, at the latest. */
    private static void killBoth() throws Exception {
        for (ServiceProcess instance : cluster.instances()) {
            instance.kill();
        }
        String others =
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
        Waits.until(
                "their connections have ended", PATIENCE, () -> StoredRating.number(cluster.postgres(), others) == 0);
    }

    /** Rows of ratings that were read, by scans or through an index, since the beginning. */
    private static long readsOfRatings() throws Exception {
        return StoredRating.number(
                cluster.postgres(),
                "SELECT seq_scan + seq_tup_read + idx_scan + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'rating'");
    }

    /** @return the first event that has so many */
    private static Event lastOf(Watch watch, long expected) {
        Event event = watch.next();
        int events = 1;
        while (event.ratings() < expected) {
            Event next = watch.next();
            assertTrue(next.id() > event.id(), "versions go on");
            assertTrue(next.ratings() >= event.ratings(), "counts go on");
            event = next;
            events++;
        }
        assertEquals(expected, event.ratings());
        System.out.printf("live: %d events up to version %d%n", events, event.id());
        return event;
    }

    private static void send(Api api) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Callable<Void>> work = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            work.add(() -> {
                for (int batch = 0; batch < BATCHES; batch++) {
                    Sample[] ratings = new Sample[BATCH];
                    for (int i = 0; i < BATCH; i++) {
                        ratings[i] = Sample.rating();
                    }
                    Api.Reply reply = api.post("/v1/ratings/batch?results=problems", Sample.batch(ratings));
                    assertEquals(200, reply.status(), reply::toString);
                }
                return null;
            });
        }
        for (Future<Void> done : clients.invokeAll(work)) {
            done.get();
        }
        clients.shutdown();
    }
}
