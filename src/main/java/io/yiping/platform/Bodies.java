package io.yiping.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads the body of a request whole, plain or gzip, and hands its bytes on; or answers what is wrong with it.
 *
 * <p>Bounds: bytes a body (after decompression), bytes of all bodies held at once, time until a body is there.
 *
 * <p>Failure: 415 for another type, charset or encoding; 413 over the limit; 400 for broken gzip; 408 too slow; 503 when
 * too many bodies are held. What is left of a refused body is read and thrown away, so that the client sees its answer.
 *
 * <p>Thread-safety: each request stays on its own event loop; the count of held bytes is atomic.
 */
@ApplicationScoped
public final class Bodies {

    private static final String JSON = "application/json";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int INFLATE_STEP = 16 * 1024;

    private final long timeoutMillis;
    private final long budget;
    private final AtomicLong held = new AtomicLong();

    Bodies(HttpConfig config) {
        this.timeoutMillis = config.bodyTimeout().toMillis();
        this.budget = config.bodiesInFlight().asLongValue();
    }

    /**
     * A body as it was sent.
     *
     * @param type the media type, without parameters
     * @param gzip the bytes are still to be decompressed, and to be limited then
     */
    public record Sent(String type, boolean gzip, byte[] bytes) {}

    /**
     * Reads a JSON body.
     *
     * @param limit bytes after decompression
     * @param then takes the bytes, on the request's event loop; not called when the body was refused
     */
    public void readJson(RoutingContext call, int limit, Consumer<Pieces> then) {
        if (typeTaken(call, List.of(JSON), limit) != null) {
            new Reading(call, limit, true, (reading, body) -> reading.decompress(body, then)).start();
        }
    }

    /**
     * Reads a body that is large and comes seldom: it does not count among those held at once, so the caller lets in a few
     * at a time; and it is left compressed, because an event loop has no time for that.
     *
     * @param types of which it has to be one
     * @param limit bytes as they are sent
     * @param then takes the body, on the request's event loop; not called when it was refused
     */
    public void readAsSent(RoutingContext call, List<String> types, int limit, Consumer<Sent> then) {
        String type = typeTaken(call, types, limit);
        if (type != null) {
            boolean gzip = isGzip(call.request());
            new Reading(call, limit, false, (reading, body) -> then.accept(new Sent(type, gzip, body.together())))
                    .start();
        }
    }

    /** @return which of the types the body has; null: it was refused */
    private String typeTaken(RoutingContext call, List<String> types, int limit) {
        String encoding = encoding(call.request());
        for (String type : types) {
            if (!isUtf8(call.request(), type)) {
                continue;
            }
            if (!encoding.equals("identity") && !encoding.equals("gzip")) {
                drop(call);
                call.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
                Answers.problem(
                        call, Problem.UNSUPPORTED_MEDIA_TYPE, "Send the body plain or with Content-Encoding: gzip.");
                return null;
            }
            if (declaredLength(call.request()) > limit) {
                drop(call);
                tooLarge(call, limit);
                return null;
            }
            return type;
        }
        drop(call);
        String detail = "Send Content-Type: " + String.join(" or ", types) + ", encoded as UTF-8.";
        Answers.problem(call, Problem.UNSUPPORTED_MEDIA_TYPE, detail);
        return null;
    }

    private static boolean isGzip(HttpServerRequest request) {
        return encoding(request).equals("gzip");
    }

    /** Lower case; {@code identity} when nothing is said. */
    public static String encoding(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT);
    }

    /** Whether the body is said to be of this type, with no other charset than UTF-8. */
    public static boolean isUtf8(HttpServerRequest request, String type) {
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").trim();
            utf8 &= !parameter.startsWith("charset=")
                    || parameter.equals("charset=utf-8")
                    || parameter.equals("charset=utf8");
        }
        return utf8 && parts[0].trim().equals(type);
    }

    /** A client that asks before it sends is told to. */
    public static void continueIfAsked(RoutingContext call) {
        if ("100-continue".equalsIgnoreCase(call.request().getHeader(HttpHeaders.EXPECT))) {
            call.response().writeContinue();
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length.trim());
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private static void tooLarge(RoutingContext call, int limit) {
        Answers.problem(
                call,
                Problem.CONTENT_TOO_LARGE,
                "The body may have " + limit + " bytes after decompression; send less at once.");
    }

    /** Reads what is left and forgets it, for a time; then closes. */
    public void drop(RoutingContext call) {
        HttpServerRequest request = call.request();
        request.handler(bytes -> {});
        closeIfStillSending(call);
        request.resume();
    }

    private void closeIfStillSending(RoutingContext call) {
        long timer = call.vertx()
                .setTimer(timeoutMillis, late -> call.request().connection().close());
        call.request().endHandler(end -> call.vertx().cancelTimer(timer));
        call.request().exceptionHandler(gone -> call.vertx().cancelTimer(timer));
    }

    /** One body on its way in. */
    private final class Reading {
        private final RoutingContext call;
        private final int limit;
        private final boolean counted;
        private final BiConsumer<Reading, Pieces> whole;
        private final Pieces pieces = new Pieces();
        private long reserved;
        private long timer;
        private boolean refused;

        /** @param counted among the bytes of bodies held at once */
        Reading(RoutingContext call, int limit, boolean counted, BiConsumer<Reading, Pieces> whole) {
            this.call = call;
            this.limit = limit;
            this.counted = counted;
            this.whole = whole;
        }

        void start() {
            HttpServerRequest request = call.request();
            timer = call.vertx().setTimer(timeoutMillis, late -> timedOut());
            call.addEndHandler(end -> release());
            request.exceptionHandler(gone -> call.vertx().cancelTimer(timer));
            request.endHandler(end -> ended());
            request.handler(this::arrived);
            continueIfAsked(call);
            request.resume();
        }

        private void arrived(Buffer chunk) {
            if (refused) {
                return;
            }
            if (pieces.length() + chunk.length() > limit) {
                refused = true;
                tooLarge(call, limit);
            } else if (reserve(chunk.length())) {
                pieces.add(chunk);
            } else {
                refused = true;
                busy();
            }
        }

        private void ended() {
            call.vertx().cancelTimer(timer);
            if (!refused) {
                whole.accept(this, pieces);
            }
        }

        void decompress(Pieces body, Consumer<Pieces> then) {
            if (isGzip(call.request())) {
                inflate(body.together(), then);
            } else {
                then.accept(ByteOrderMark.without(body));
            }
        }

        private void inflate(byte[] bytes, Consumer<Pieces> then) {
            Pieces plain = new Pieces();
            byte[] step = new byte[INFLATE_STEP];
            try (Gunzip gunzip = new Gunzip()) {
                gunzip.feed(bytes);
                for (int n = gunzip.read(step); n > 0; n = gunzip.read(step)) {
                    if (plain.length() + n > limit) {
                        tooLarge(call, limit);
                        return;
                    }
                    if (!reserve(n)) {
                        busy();
                        return;
                    }
                    plain.add(Buffer.buffer(n).appendBytes(step, 0, n));
                }
                if (!gunzip.isWhole()) {
                    unreadable();
                    return;
                }
            } catch (Gunzip.Broken broken) {
                unreadable();
                return;
            }
            then.accept(ByteOrderMark.without(plain));
        }

        private void timedOut() {
            if (!refused) {
                refused = true;
                call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                Answers.problem(
                        call, Problem.BODY_TIMEOUT, "The body was not there after " + timeoutMillis / 1000 + " s.");
                // A moment for the answer to arrive; a trickle must not keep the connection.
                call.vertx().setTimer(1_000, now -> call.request().connection().close());
            } else {
                call.request().connection().close();
            }
        }

        private void unreadable() {
            Answers.problem(call, Problem.BODY_UNREADABLE, "The body is no whole gzip stream; compress it again.");
        }

        private void busy() {
            String detail = "Too many bodies are being read; send it again after Retry-After.";
            Answers.unavailable(call, Problem.OVERLOADED, detail, RETRY_AFTER, json -> {});
        }

        private boolean reserve(int length) {
            if (!counted) {
                return true;
            }
            if (held.addAndGet(length) > budget) {
                held.addAndGet(-length);
                return false;
            }
            reserved += length;
            return true;
        }

        private void release() {
            held.addAndGet(-reserved);
            reserved = 0;
        }
    }
}
