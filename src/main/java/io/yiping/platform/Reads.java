package io.yiping.platform;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/** Answers what has to be read from the database first, within a time; a database that cannot be read is a 503. */
public final class Reads {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Reads() {}

    /**
     * @param unreadable the problem's detail when the read fails or takes too long
     * @param write takes what was read, null included, on the request's event loop
     */
    public static <T> void answer(
            RoutingContext call, Duration patience, Uni<T> read, String unreadable, Consumer<T> write) {
        read.ifNoItem()
                .after(patience)
                .fail()
                .emitOn(EventLoop.of(call))
                .subscribe()
                .with(write, failure -> unavailable(call, unreadable, failure));
    }

    private static void unavailable(RoutingContext call, String unreadable, Throwable failure) {
        if (failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException
                || failure instanceof IllegalArgumentException
                || failure instanceof Error) {
            // Not the database: a defect of ours, to be answered and logged as one.
            call.fail(failure);
            return;
        }
        Log.debugf(failure, "%s could not be read", call.normalizedPath());
        Answers.unavailable(call, Problem.NOT_READY, unreadable, RETRY_AFTER, json -> {});
    }
}
