package io.yiping.load.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;

/**
 * The selection that is read: the last days that have ratings, day by day, so many that the answer is as long as the constant beside
 * it, as far as there are days.
 *
 * @param constantBytes the body of the constant
 */
record Days(LocalDate first, LocalDate last, int constantBytes) {
    static final String CONSTANT = "/v1/catalogue";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Failure: an {@link IOException} when nothing is stored. */
    static Days explore(Endpoint endpoint, long version) throws IOException {
        try (HttpConnection connection = new HttpConnection(endpoint, TIMEOUT)) {
            int constantBytes = get(connection, CONSTANT).body().length;
            Answer answer = get(connection, "/v1/stats?by=day&minVersion=" + version);
            JsonNode rows = JSON.readTree(answer.body()).path("rows");
            if (rows.isEmpty()) {
                throw new IOException("nothing is stored: there is nothing to read");
            }
            int rowBytes = Math.max(1, rows.toString().length() / rows.size());
            int others = answer.body().length - rowBytes * rows.size();
            int days = Math.max(1, Math.min(rows.size(), (constantBytes - others + rowBytes / 2) / rowBytes));
            return new Days(day(rows, rows.size() - days), day(rows, rows.size() - 1), constantBytes);
        }
    }

    private static LocalDate day(JsonNode rows, int row) {
        return LocalDate.parse(rows.get(row).path("key").textValue());
    }

    static Answer get(HttpConnection connection, String path) throws IOException {
        Answer answer = connection.get(path);
        if (answer.status() != 200) {
            throw new IOException(path + " was answered with " + answer.excerpt());
        }
        return answer;
    }

    String path() {
        return worded(0);
    }

    /** The same days in other words: the period ends so many days later, where there are no ratings. */
    String worded(int later) {
        return "/v1/stats?by=day&from=" + first + "&to=" + last.plusDays(1L + later);
    }
}
