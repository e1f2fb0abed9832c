package io.yiping.stats;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.yiping.platform.HangUp;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One client that watches. Each event is a whole snapshot, so one that it cannot take yet gives way to the newest: nothing
 * queues up, and versions are skipped but never go back.
 *
 * <p>Bound: {@value #UNREAD_BYTES} bytes that it has not read, a frame beyond them, and one frame that is shared with others.
 *
 * <p>Failure: who does not read for 10 s with a full queue is cut. Thread-safety: safe; everything happens on the
 * connection's own event loop.
 */
final class Watcher {

    private static final int UNREAD_BYTES = 16 * 1024;
    private static final long CUT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();
    private static final Buffer HEARTBEAT = Buffer.buffer(": \n\n");

    /** Clients whose service has stopped do not all come back at once. */
    private static final int LEAST_RETRY_MILLIS = 1_000;

    private static final int MOST_RETRY_MILLIS = 4_000;

    private static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");
    private static final CharSequence NO_BUFFERING = HttpHeaders.createOptimized("X-Accel-Buffering");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context loop;
    private long version = -1;
    private Frame missed;
    private long fullSinceNanos;
    private long writtenNanos;
    private boolean gone;
    private Runnable whenGone = () -> {};

    /** To be made on the request's own loop. */
    Watcher(RoutingContext call) {
        this.request = call.request();
        this.response = call.response();
        this.loop = call.vertx().getOrCreateContext();
        response.closeHandler(closed -> gone());
        response.exceptionHandler(failure -> gone());
    }

    /** @param last nothing up to this version is told */
    Watcher startingAfter(long last) {
        version = last;
        return this;
    }

    static HttpServerResponse head(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(NO_BUFFERING, "no");
    }

    /** @param leaving called once, on the connection's loop, when the client has gone */
    void begin(Runnable leaving) {
        loop.runOnContext(now -> {
            whenGone = leaving;
            if (gone) {
                leaving.run();
                return;
            }
            head(response).setChunked(true).setWriteQueueMaxSize(UNREAD_BYTES).drainHandler(read -> drained());
            int retry = ThreadLocalRandom.current().nextInt(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS);
            write(Buffer.buffer("retry: " + retry + "\n\n"));
        });
    }

    void offer(Frame frame) {
        loop.runOnContext(now -> take(frame));
    }

    private void take(Frame frame) {
        if (gone || frame.version() <= version) {
            return;
        }
        if (response.writeQueueFull()) {
            missed = frame;
            return;
        }
        missed = null;
        version = frame.version();
        write(frame.bytes());
    }

    /** Writing may call back before it returns. */
    private void drained() {
        loop.runOnContext(now -> {
            if (missed != null) {
                take(missed);
            }
        });
    }

    /** Called every second. */
    void beat() {
        loop.runOnContext(tick -> {
            long now = System.nanoTime();
            if (gone) {
                return;
            }
            if (!response.writeQueueFull()) {
                fullSinceNanos = 0;
                if (now - writtenNanos > HEARTBEAT_NANOS) {
                    write(HEARTBEAT);
                }
            } else if (fullSinceNanos == 0) {
                fullSinceNanos = now;
            } else if (now - fullSinceNanos > CUT_NANOS) {
                HangUp.on(request);
            }
        });
    }

    /** The service stops: the client comes back to another instance. */
    void end() {
        loop.runOnContext(now -> {
            if (!gone) {
                response.end();
                gone();
            }
        });
    }

    private void write(Buffer bytes) {
        writtenNanos = System.nanoTime();
        response.write(bytes);
    }

    private void gone() {
        if (!gone) {
            gone = true;
            missed = null;
            whenGone.run();
        }
    }
}
