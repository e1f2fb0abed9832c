package io.yiping.load.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.console.Latency;
import io.yiping.load.http.Answer;
import io.yiping.load.http.HttpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times one question on one connection: every wording once, then every wording again with the ETag of its answer.
 *
 * <p>Failure: an {@link IOException} for any answer but 200 or 304, an answer without an ETag, and one that has nothing in it.
 */
final class Reader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpConnection connection;
    private final Wording wording;
    private final int requests;
    private final int warmUp;

    Reader(HttpConnection connection, Wording wording, int requests, int warmUp) {
        this.connection = connection;
        this.wording = wording;
        this.requests = requests;
        this.warmUp = warmUp;
    }

    private record Asked(String path, String etag) {}

    Reading read(Question question) throws IOException {
        for (int i = 0; i < warmUp; i++) {
            fresh(wording.next(question));
        }
        long[] nanos = new long[requests];
        List<Asked> asked = new ArrayList<>(requests);
        Answer answer = null;
        for (int i = 0; i < requests; i++) {
            String path = wording.next(question);
            long started = System.nanoTime();
            answer = fresh(path);
            nanos[i] = System.nanoTime() - started;
            asked.add(new Asked(path, answer.etag()));
        }
        String example = asked.get(requests - 1).path();
        Latency fresh = Latency.ofNanos(nanos);
        int moved = again(asked, nanos);
        int rows = rows(answer, example);
        return new Reading(
                question.line(),
                question.name(),
                example,
                rows,
                answer.body().length,
                fresh,
                moved == requests ? null : Latency.ofNanos(Arrays.copyOf(nanos, requests - moved)),
                moved);
    }

    private Answer fresh(String path) throws IOException {
        Answer answer = connection.get(path);
        if (answer.status() != 200) {
            throw new IOException(path + " was answered with " + answer.excerpt());
        }
        if (answer.etag().isEmpty()) {
            throw new IOException(path + " was answered without an ETag");
        }
        return answer;
    }

    /** Returns how many were answered in full; the times of the others come first. */
    private int again(List<Asked> all, long[] nanos) throws IOException {
        int unchanged = 0;
        for (Asked asked : all) {
            long started = System.nanoTime();
            Answer answer = connection.getUnless(asked.etag(), asked.path());
            long took = System.nanoTime() - started;
            if (answer.status() == 304) {
                nanos[unchanged++] = took;
            } else if (answer.status() != 200 || answer.etag().equals(asked.etag())) {
                throw new IOException("%s with If-None-Match %s was answered with ETag %s and %s"
                        .formatted(asked.path(), asked.etag(), answer.etag(), answer.excerpt()));
            }
        }
        return all.size() - unchanged;
    }

    /** An empty answer is quick and means nothing. */
    private static int rows(Answer answer, String path) throws IOException {
        JsonNode figures = JSON.readTree(answer.body());
        int rows = figures.path("rows").size();
        if (figures.path("total").path("ratings").asLong() == 0 || path.contains("by=") && rows == 0) {
            throw new IOException(path + " has no ratings to answer with");
        }
        return rows;
    }
}
