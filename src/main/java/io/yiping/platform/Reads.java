package io.yiping.platform;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
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
        if (isDefect(failure)) {
            call.fail(failure);
            return;
        }
        if (failure instanceof Overloaded) {
            Answers.unavailable(call, Problem.OVERLOADED, failure.getMessage(), RETRY_AFTER, json -> {});
            return;
        }
        Log.debugf(failure, "%s could not be read", call.normalizedPath());
        Answers.unavailable(call, Problem.NOT_READY, unreadable, RETRY_AFTER, json -> {});
    }

    /** Not the database's absence but a mistake of ours: to be answered and logged as one, not as if it would pass. */
    private static boolean isDefect(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = String.valueOf(refused.getSqlState());
            return state.startsWith("42") || state.startsWith("22");
        }
        return failure instanceof Error
                || failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException
                || failure instanceof IllegalArgumentException;
    }
}
