package io.yiping.load.reckon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.console.Deadline;
import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Reads the figures of one instance.
 *
 * <p>Bound: {@value #PAGE_ROWS} rows a page, all rows of one dimension in memory; an instance that is behind, busy or just starting
 * is asked again for {@value #PATIENCE_SECONDS} seconds at most; pages are begun again at most {@value #BEGINNINGS} times.
 *
 * <p>Failure: an {@link IOException} with what was answered, or when the figures do not hold still.
 */
public final class StatsReader {
    static final int PATIENCE_SECONDS = 15;

    static final int BEGINNINGS = 20;

    private static final int PAGE_ROWS = 1_000;

    /** An audit recounts all that stands: minutes where that is many millions. As long as the service gives it. */
    private static final Duration AUDIT_TIMEOUT = Duration.ofMinutes(30);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpConnection connection;
    private final Duration patience;

    public StatsReader(HttpConnection connection) {
        this(connection, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** @param patience with an instance that refuses, and with figures that are not yet right */
    public StatsReader(HttpConnection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    public Endpoint endpoint() {
        return connection.endpoint();
    }

    public Figures total(long minVersion) throws IOException, InterruptedException {
        return total("", minVersion);
    }

    /** @param selection as in {@code region=411302}; empty: everything */
    public Figures total(String selection, long minVersion) throws IOException, InterruptedException {
        JsonNode answer = get("/v1/stats?" + (selection.isEmpty() ? "" : selection + "&") + "minVersion=" + minVersion);
        return Figures.of(answer.path("total"), answer.path("version").asLong());
    }

    /** The total once it has the right number of ratings, or the last one read when patience ends. */
    Figures totalOnce(LongPredicate right, long minVersion) throws IOException, InterruptedException {
        return totalOnce("", right, minVersion, PAUSE);
    }

    /** The same of a selection, with a pause between two readings. */
    public Figures totalOnce(String selection, LongPredicate right, long minVersion, Duration pause)
            throws IOException, InterruptedException {
        Deadline end = new Deadline(patience);
        Figures total = total(selection, minVersion);
        while (!right.test(total.ratings()) && !end.passed()) {
            end.sleep(pause);
            total = total(selection, minVersion);
        }
        return total;
    }

    /** All rows of a selection, page by page; begun again when the version moves between two pages. */
    public Rows rows(String selection, long minVersion) throws IOException, InterruptedException {
        String path = "/v1/stats?%s&limit=%d&minVersion=%d".formatted(selection, PAGE_ROWS, minVersion);
        for (int i = 0; i < BEGINNINGS; i++) {
            Rows rows = atOneVersion(path);
            if (rows != null) {
                return rows;
            }
        }
        throw new IOException("the version moved %d times while the pages of %s were read".formatted(BEGINNINGS, path));
    }

    /** Null when the version moved. */
    private Rows atOneVersion(String path) throws IOException, InterruptedException {
        JsonNode page = get(path);
        long version = page.path("version").asLong();
        Rows rows = new Rows(version, Figures.of(page.path("total"), version), new TreeMap<>());
        add(page, rows, path);
        for (String cursor = cursor(page); !cursor.isEmpty(); cursor = cursor(page)) {
            page = get(path + cursor);
            if (page.path("version").asLong() != version) {
                return null;
            }
            if (page.path("rows").isEmpty()) {
                throw new IOException(path + cursor + " is a page without rows");
            }
            add(page, rows, path + cursor);
        }
        return rows;
    }

    private static void add(JsonNode page, Rows rows, String path) throws IOException {
        for (JsonNode row : page.path("rows")) {
            String key = row.path("key").asText();
            if (rows.byKey().put(key, Figures.of(row, rows.version())) != null) {
                throw new IOException(path + " has the row " + key + " a second time");
            }
        }
    }

    private static String cursor(JsonNode page) {
        String cursor = page.path("nextCursor").asText("");
        return cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    /** The difference between the counts and the ratings that the service's own proof finds, on a connection of its own. */
    public static long auditDifference(Endpoint endpoint) throws IOException, InterruptedException {
        JsonNode audit;
        try (HttpConnection patient = new HttpConnection(endpoint, AUDIT_TIMEOUT)) {
            audit = new StatsReader(patient).get("/v1/audit/counts");
        }
        if (!audit.path("difference").isIntegralNumber()) {
            throw new IOException("an audit was answered without a difference: " + audit);
        }
        return audit.path("difference").asLong();
    }

    /** The answer to any path, when it is 200. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        Answer answer = patientlyGet(path);
        if (answer.status() != 200) {
            throw new IOException(connection.endpoint() + path + " was answered with " + answer.excerpt());
        }
        return JSON.readTree(answer.body());
    }

    private Answer patientlyGet(String path) throws IOException, InterruptedException {
        Deadline end = new Deadline(patience);
        while (true) {
            try {
                Answer answer = connection.get(path);
                if (!answer.refused() || end.passed()) {
                    return answer;
                }
            } catch (IOException e) {
                if (end.passed()) {
                    throw e;
                }
            }
            end.sleep(PAUSE);
        }
    }
}
