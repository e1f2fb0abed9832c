package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Sample;
import io.yiping.Watch;
import io.yiping.Watch.Event;
import io.yiping.faults.Waits;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/stats/live}: whole snapshots, at once and as the version moves. */
@QuarkusTest
class LiveTest {

    /** At most one in 250 ms; the reader's own clock may see two that were late and early. */
    private static final long LEAST_NANOS = Duration.ofMillis(200).toNanos();

    private static final int MINUTES = 1_000;
    private static final String MINUTES_OF_A_DAY = "?from=2019-03-04&to=2019-03-05&by=minute&limit=1000";

    @TestHTTPResource("/")
    URI base;

    @Inject
    SharedAnswers answers;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void snapshotAtOnce_isWhatStatsSay() throws Exception {
        String selection = "?region=411302&by=channel&sort=-ratings";
        long version = post(Sample.rating());
        try (Watch watch = Watch.open(base, selection)) {
            Event event = watch.next();
            while (event.id() < version) {
                event = watch.next();
            }
            JsonNode asked = api.get("/v1/stats" + selection + "&minVersion=" + event.id())
                    .json();
            assertEquals(event.id(), event.data().get("version").asLong());
            assertEquals(asked, event.data());
        }
    }

    @Test
    void whoWatches_seesEachMoveButNoVersionTwice() throws Exception {
        long before = api.total(post(Sample.rating())).at("/total/ratings").asLong();
        try (Watch watch = Watch.open(base, "")) {
            List<Event> events = new ArrayList<>(List.of(watch.next()));
            int sent = 60;
            for (int i = 0; i < sent; i++) {
                post(Sample.rating());
                Thread.sleep(20);
            }
            while (last(events).ratings() < before + sent) {
                events.add(watch.next());
            }
            assertEquals(before + sent, last(events).ratings());
            for (int i = 1; i < events.size(); i++) {
                Event earlier = events.get(i - 1);
                Event later = events.get(i);
                assertTrue(later.id() > earlier.id(), "versions go on");
                assertTrue(later.ratings() >= earlier.ratings(), "counts of a growing selection go on");
                assertTrue(later.nanos() - earlier.nanos() > LEAST_NANOS, "at most one in 250 ms");
            }
            assertTrue(events.size() >= 4, "it was live: " + events.size());
            assertNull(watch.next(Duration.ofMillis(600)), "nothing moves");
        }
    }

    @Test
    void equalSelections_shareAReading() throws Exception {
        List<Watch> watches = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                watches.add(
                        Watch.open(base, i % 2 == 0 ? "?by=level&region=411302" : "?region=411302&by=level&sort=key"));
            }
            for (Watch watch : watches) {
                watch.next();
            }
            long readings = answers.readings();
            long version = post(Sample.rating());
            for (Watch watch : watches) {
                Event event = watch.next();
                assertEquals(version, event.id());
            }
            assertEquals(readings + 1, answers.readings());
        } finally {
            for (Watch watch : watches) {
                watch.close();
            }
        }
    }

    @Test
    void whoComesBack_isNotShownAnOlderVersion() throws Exception {
        long version = post(Sample.rating());
        try (Watch watch = Watch.open(base, "", "Last-Event-ID", Long.toString(version))) {
            assertTrue(watch.next().id() >= version);
        }
        try (Watch watch = Watch.open(base, "", "Last-Event-ID", "900000000000000000")) {
            assertNotNull(watch.next(), "an id of another database is forgotten");
        }
        try (Watch watch = Watch.open(base, "", "Last-Event-ID", "none of ours")) {
            assertNotNull(watch.next());
        }
    }

    @Test
    void whatIsNotLive_isRefused() {
        assertEquals(422, api.get("/v1/stats/live?by=matter").status());
        assertEquals(400, api.get("/v1/stats/live?matter=1").status());
        assertEquals(400, api.get("/v1/stats/live?by=colour").status());
        Api.Reply head = api.send(api.request("/v1/stats/live").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.status());
        assertEquals("text/event-stream", head.header("Content-Type"));
    }

    @Test
    void whoDoesNotRead_isCut() throws Exception {
        StringBuilder day = new StringBuilder("[");
        for (int minute = 0; minute < MINUTES; minute++) {
            String at = "2019-03-04T%02d:%02d:00+08:00".formatted(minute / 60, minute % 60);
            day.append(minute == 0 ? "" : ",")
                    .append(Sample.rating().text("ratedAt", at).json());
        }
        assertEquals(
                200,
                api.post("/v1/ratings/batch?results=problems", day.append("]").toString())
                        .status());
        try (Socket silent = silent(MINUTES_OF_A_DAY);
                Watch neighbour = Watch.open(base, MINUTES_OF_A_DAY)) {
            neighbour.next();
            Waits.until("the silent one is cut", Duration.ofSeconds(60), () -> {
                long version = post(Sample.rating());
                Event event = neighbour.next();
                assertTrue(event.id() <= version || event.ratings() >= MINUTES);
                return isCut(silent);
            });
            assertTrue(neighbour.next(Duration.ofSeconds(1)) != null || !neighbour.hasEnded());
        }
    }

    /** Has asked, and reads nothing. */
    private Socket silent(String query) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        String request = "GET /v1/stats/live" + query + " HTTP/1.1\r\nHost: here\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** A connection that the service has closed refuses what is written to it, sooner or later. */
    private static boolean isCut(Socket silent) {
        try {
            silent.getOutputStream().write('\n');
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    private long post(Sample rating) {
        return api.post("/v1/ratings", rating.json()).json().get("version").asLong();
    }

    private static Event last(List<Event> events) {
        return events.get(events.size() - 1);
    }
}
