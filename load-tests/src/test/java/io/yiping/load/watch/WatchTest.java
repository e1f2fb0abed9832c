package io.yiping.load.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code watch} says of a service that keeps its word, and of some that do not. */
class WatchTest {
    private static final long LAST_VERSION = 7;
    private static final long LAST_RATINGS = 30;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer service;
    private List<String> events = List.of();
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(threads);
        service.createContext("/v1/stats/live", this::live);
        service.createContext("/v1/stats", this::stats);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
        threads.shutdownNow();
    }

    private void stats(HttpExchange call) throws IOException {
        byte[] body = """
                {"version": %d, "total": {"counts": {"5": %d, "4": 0, "3": 0, "2": 0, "1": 0}, "ratings": %2$d}}
                """.formatted(LAST_VERSION, ratings(call)).getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    /** Of what is watched; everything has twice as many. */
    private static long ratings(HttpExchange call) {
        return call.getRequestURI().getQuery().contains("by=channel") ? LAST_RATINGS : 2 * LAST_RATINGS;
    }

    private void live(HttpExchange call) throws IOException {
        call.sendResponseHeaders(status, 0);
        OutputStream body = call.getResponseBody();
        for (String event : events) {
            body.write(event.getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException stopped) {
            call.close();
        }
    }

    private static String event(long version, long ratings) {
        return "id: %d\ndata: {\"asOf\":\"%s\",\"version\":%1$d,\"total\":{\"ratings\":%d}}\n\n"
                .formatted(version, Instant.now(), ratings);
    }

    private int watch() throws Exception {
        String url = "http://localhost:" + service.getAddress().getPort();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new WatchCommand(out).run(List.of("--url", url, "--watchers", "3", "--silent", "1", "--time", "1s"));
    }

    @Test
    void versionsThatGoOn_arePassed() throws Exception {
        events = List.of("retry: 1000\n\n", event(3, 10), ": \n\n", event(5, 20), event(LAST_VERSION, LAST_RATINGS));
        assertEquals(0, watch(), said::toString);
        assertTrue(said.toString().contains("3 to 3 a reader"), said::toString);
        assertTrue(said.toString().contains("0 of 1"), said::toString);
    }

    @Test
    void versionThatGoesBack_isFound() throws Exception {
        events = List.of(event(5, 10), event(3, 20), event(LAST_VERSION, LAST_RATINGS));
        assertEquals(1, watch());
        assertTrue(said.toString().contains("version 3 after 5"), said::toString);
    }

    @Test
    void countThatGoesBack_isFound() throws Exception {
        events = List.of(event(3, 20), event(5, 10), event(LAST_VERSION, LAST_RATINGS));
        assertEquals(1, watch());
        assertTrue(said.toString().contains("10 ratings after 20"), said::toString);
    }

    @Test
    void otherFiguresThanAsked_areFound() throws Exception {
        events = List.of(event(LAST_VERSION, LAST_RATINGS - 1));
        assertEquals(1, watch());
        assertTrue(said.toString().contains("29 and 30 ratings"), said::toString);
    }

    @Test
    void refusal_isFound() throws Exception {
        status = 503;
        events = List.of("no place");
        assertEquals(1, watch());
        assertTrue(said.toString().contains("refused"), said::toString);
    }
}
