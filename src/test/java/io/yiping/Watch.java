package io.yiping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.contract.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Who watches {@code GET /v1/stats/live}. The answer and each event are held to the OpenAPI document. */
public final class Watch implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean ended;

    /**
     * @param id the version
     * @param nanos when it was read
     */
    public record Event(long id, JsonNode data, long nanos) {
        public long ratings() {
            return data.at("/total/ratings").asLong();
        }
    }

    /**
     * @param query with its question mark, or empty
     * @param headers names and values
     */
    public static Watch open(URI base, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/stats/live" + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            return new Watch(http.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Watch(HttpResponse<InputStream> response) {
        this.response = response;
        Answer answer = Answer.of(response, null);
        answer.check();
        if (response.statusCode() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        Thread reader = new Thread(() -> read(answer), "watch");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Answer answer) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            long id = -1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = Long.parseLong(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    answer.checkPart(line.substring(6));
                    events.add(new Event(id, JSON.readTree(line.substring(6)), System.nanoTime()));
                }
            }
        } catch (IOException gone) {
            // Seen by who waits for the next event.
        }
        ended = true;
    }

    /** The next event; fails when none comes in 20 s. */
    public Event next() {
        Event event = next(PATIENCE);
        if (event == null) {
            throw new AssertionError("no event came" + (ended ? ": the stream has ended" : ""));
        }
        return event;
    }

    /** @return null when none comes in this time */
    public Event next(Duration patience) {
        try {
            return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
