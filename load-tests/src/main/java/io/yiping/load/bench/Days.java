package io.yiping.load.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;

/** The selection that is read: the last days that have ratings, at most {@value #MOST}, day by day. */
record Days(LocalDate first, LocalDate last) {
    private static final int MOST = 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Failure: an {@link IOException} when nothing is stored. */
    static Days explore(Endpoint endpoint, long version) throws IOException {
        try (HttpConnection connection = new HttpConnection(endpoint, TIMEOUT)) {
            Answer answer = get(connection, "/v1/stats?by=day&minVersion=" + version);
            JsonNode rows = JSON.readTree(answer.body()).path("rows");
            if (rows.isEmpty()) {
                throw new IOException("nothing is stored: there is nothing to read");
            }
            return new Days(day(rows, Math.max(0, rows.size() - MOST)), day(rows, rows.size() - 1));
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
