package io.yiping.ingest;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import java.time.Duration;

/**
 * The answers of one upload, as lines, while it runs; and the accounting of what they told.
 *
 * <p>Bound: 256 KiB of answers that the client has not read, and 16 KiB and a line that are not written yet; then
 * {@link #isFull}: nothing more is told, and the upload is not read on.
 */
final class UploadAnswers {

    private static final int UNREAD_BYTES = 256 * 1024;

    /** What is gathered before it is written: {@link #isFull} sees only what was written. */
    private static final int FLUSH_BYTES = 16 * 1024;

    private static final byte[] NOTHING = new byte[0];
    private static final SerializableString LINE = new SerializedString("line");
    private static final CharSequence NDJSON = HttpHeaders.createOptimized("application/x-ndjson");

    /** A client that reads only afterwards is told rarely how far it got: ten million lines, some tens of answers. */
    private static final long SUMMARY_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final HttpServerResponse response;
    private final Results results;
    private final Accounting accounting;
    private final TimeText times = new TimeText();
    private long settledThrough;
    private long toldThrough;
    private long toldNanos = System.nanoTime();
    private Buffer pending = Buffer.buffer();

    UploadAnswers(HttpServerResponse response, Results results, IngestMeters.Way meters, Runnable whenRead) {
        this.accounting = new Accounting(meters);
        this.response = response;
        this.results = results;
        response.setChunked(true)
                .setStatusCode(200)
                .putHeader(HttpHeaders.CONTENT_TYPE, NDJSON)
                .setWriteQueueMaxSize(UNREAD_BYTES)
                .drainHandler(read -> later(whenRead));
    }

    /** Writing may call back before it returns: whoever is told of it must not be in the middle of writing. */
    private static void later(Runnable whenRead) {
        Vertx.currentContext().runOnContext(now -> whenRead.run());
    }

    boolean isFull() {
        return response.writeQueueFull();
    }

    /** One item is settled; what was accepted is committed. */
    void item(long line, Receipt receipt) {
        accounting.add(receipt);
        settledThrough = line;
        if (results == Results.ALL || results == Results.PROBLEMS && receipt.isProblem()) {
            append(line(line, receipt));
        }
    }

    /** @param answer as {@link #rejection} made it */
    void rejected(long line, byte[] answer) {
        accounting.addRejected();
        settledThrough = line;
        append(answer);
    }

    /** What will be told of a rejected item; nothing, when only the summary was asked for. */
    byte[] rejection(long line, Receipt receipt) {
        return results == Results.SUMMARY ? NOTHING : line(line, receipt);
    }

    /** Every line that was told so far is settled and committed, and so are the blank ones before it. */
    void committed() {
        long now = System.nanoTime();
        if (results != Results.SUMMARY || now - toldNanos > SUMMARY_PAUSE_NANOS) {
            toldNanos = now;
            tellCommitted();
        }
        flush();
    }

    private void tellCommitted() {
        toldThrough = settledThrough;
        append(json -> {
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
        append(json -> {
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
        append(json -> {
            json.writeObjectFieldStart("summary");
            accounting.writeMembers(json);
            json.writeEndObject();
        });
        return response.end(pending);
    }

    private byte[] line(long line, Receipt receipt) {
        return line(json -> {
            json.writeFieldName(LINE);
            json.writeNumber(line);
            receipt.writeMembers(json, times);
        });
    }

    private static byte[] line(Json.Part members) {
        return Json.object(members).appendByte((byte) '\n').getBytes();
    }

    private void append(Json.Part members) {
        append(line(members));
    }

    private void append(byte[] line) {
        pending.appendBytes(line);
        if (pending.length() >= FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (pending.length() > 0) {
            Buffer said = pending;
            pending = Buffer.buffer();
            response.write(said);
        }
    }
}
