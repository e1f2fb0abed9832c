package io.yiping.ingest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import java.time.Duration;

/**
 * The answers of one upload, as lines, while it runs; and the accounting of what they told.
 *
 * <p>Bound: 256 KiB of answers that the client has not read; then {@link #isFull}, and the upload is not read on.
 */
final class UploadAnswers {

    private static final int UNREAD_BYTES = 256 * 1024;
    private static final CharSequence NDJSON = HttpHeaders.createOptimized("application/x-ndjson");

    /** A client that reads only afterwards is told rarely how far it got: ten million lines, some tens of answers. */
    private static final long SUMMARY_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final HttpServerResponse response;
    private final Results results;
    private final Accounting accounting = new Accounting();
    private long settledThrough;
    private long toldThrough;
    private long toldNanos = System.nanoTime();
    private Buffer pending = Buffer.buffer();

    UploadAnswers(HttpServerResponse response, Results results, Runnable whenRead) {
        this.response = response;
        this.results = results;
        response.setChunked(true)
                .setStatusCode(200)
                .putHeader(HttpHeaders.CONTENT_TYPE, NDJSON)
                .setWriteQueueMaxSize(UNREAD_BYTES)
                .drainHandler(read -> whenRead.run());
    }

    boolean isFull() {
        return response.writeQueueFull();
    }

    /** One item is settled. */
    void item(long line, Receipt receipt) {
        accounting.add(receipt);
        if (results == Results.ALL || results == Results.PROBLEMS && receipt.isProblem()) {
            line(json -> {
                json.writeNumberField("line", line);
                receipt.writeMembers(json);
            });
        }
    }

    /** Every line up to this one is settled and committed. */
    void committedThrough(long line) {
        settledThrough = line;
        long now = System.nanoTime();
        if (results != Results.SUMMARY || now - toldNanos > SUMMARY_PAUSE_NANOS) {
            toldNanos = now;
            tellCommitted();
        }
        flush();
    }

    private void tellCommitted() {
        toldThrough = settledThrough;
        line(json -> {
            json.writeNumberField("committedThrough", toldThrough);
            if (accounting.version() > 0) {
                json.writeNumberField("version", accounting.version());
            }
        });
    }

    /** Said after the last {@code committedThrough}: from there the client goes on. */
    void problem(Problem problem, String detail) {
        if (settledThrough > toldThrough) {
            tellCommitted();
        }
        line(json -> {
            json.writeObjectFieldStart("problem");
            json.writeStringField("type", problem.type());
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            json.writeStringField("detail", detail);
            json.writeEndObject();
        });
    }

    /** @return completes when the client has been sent everything */
    Future<Void> end() {
        line(json -> {
            json.writeObjectFieldStart("summary");
            accounting.writeMembers(json);
            json.writeEndObject();
        });
        return response.end(pending);
    }

    private void line(Json.Part members) {
        pending.appendBuffer(Json.object(members)).appendByte((byte) '\n');
    }

    private void flush() {
        if (pending.length() > 0) {
            response.write(pending);
            pending = Buffer.buffer();
        }
    }
}
