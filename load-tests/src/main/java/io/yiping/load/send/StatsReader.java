package io.yiping.load.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the figures of one instance.
 *
 * <p>Bound: {@value #PAGE_ROWS} rows a page; an instance that is behind, busy or just starting is asked again for {@value #PATIENCE_SECONDS}
 * seconds.
 *
 * <p>Failure: an {@link IOException} with what was answered.
 */
public final class StatsReader {
    static final int PATIENCE_SECONDS = 15;

    private static final int PAGE_ROWS = 1_000;
    private static final String CITY_REGION = "411300000000";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpConnection connection;

    public StatsReader(HttpConnection connection) {
        this.connection = connection;
    }

    Endpoint endpoint() {
        return connection.endpoint();
    }

    Figures total(long minVersion) throws IOException, InterruptedException {
        JsonNode answer = get("/v1/stats?minVersion=" + minVersion);
        return Figures.of(answer.path("total"), answer.path("version").asLong());
    }

    /** The total once it has this many ratings, or the last one read when patience ends. */
    Figures totalOf(long ratings, long minVersion) throws IOException, InterruptedException {
        Deadline patience = new Deadline(Duration.ofSeconds(PATIENCE_SECONDS));
        Figures total = total(minVersion);
        while (total.ratings() != ratings && !patience.passed()) {
            patience.sleep(PAUSE);
            total = total(minVersion);
        }
        return total;
    }

    /** All rows of a dimension, page by page. */
    Map<String, long[]> rows(String dimension, long minVersion) throws IOException, InterruptedException {
        String path = "/v1/stats?by=%s&limit=%d&minVersion=%d".formatted(dimension, PAGE_ROWS, minVersion);
        if (dimension.equals("region")) {
            path += "&region=" + CITY_REGION;
        }
        Map<String, long[]> rows = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = get(path + cursor);
            page.path("rows").forEach(row -> rows.put(row.path("key").asText(), Figures.counts(row.path("counts"))));
            cursor = page.path("nextCursor").asText("");
            cursor = cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return rows;
    }

    /** The difference between the counts and the ratings that the service's own proof finds. */
    public long auditDifference() throws IOException, InterruptedException {
        JsonNode audit = get("/v1/audit/counts");
        if (!audit.path("difference").isIntegralNumber()) {
            throw new IOException("an audit was answered without a difference: " + audit);
        }
        return audit.path("difference").asLong();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        Answer answer = patientlyGet(path);
        if (answer.status() != 200) {
            throw new IOException(connection.endpoint() + path + " was answered with " + answer.excerpt());
        }
        return JSON.readTree(answer.body());
    }

    private Answer patientlyGet(String path) throws IOException, InterruptedException {
        Deadline patience = new Deadline(Duration.ofSeconds(PATIENCE_SECONDS));
        while (true) {
            try {
                Answer answer = connection.get(path);
                if (!answer.refused() || patience.passed()) {
                    return answer;
                }
            } catch (IOException e) {
                if (patience.passed()) {
                    throw e;
                }
            }
            patience.sleep(PAUSE);
        }
    }
}
