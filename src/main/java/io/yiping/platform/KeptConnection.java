package io.yiping.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A connection of its owner's own, kept from one piece of work to the next, so that no flood of readers can take it.
 *
 * <p>Failure: whatever fails, or is silent for too long, closes the connection and with it its transaction; the next piece
 * of work opens another. Thread-safety: safe, for one piece of work at a time.
 */
public final class KeptConnection {

    private final Supplier<Uni<SqlConnection>> open;
    private final Duration silence;
    private SqlConnection connection;

    KeptConnection(Supplier<Uni<SqlConnection>> open, Duration silence) {
        this.open = open;
        this.silence = silence;
    }

    /** @return what the work returns; fails with it, or when the server is silent */
    public <T> Uni<T> use(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(this::connected)
                .chain(work::apply)
                .ifNoItem()
                .after(silence)
                .failWith(() -> new TimeoutException("no answer in " + silence.toSeconds() + " s"))
                .onFailure()
                .invoke(this::drop);
    }

    private synchronized Uni<SqlConnection> connected() {
        if (connection != null) {
            return Uni.createFrom().item(connection);
        }
        return open.get().invoke(this::keep);
    }

    private synchronized void keep(SqlConnection fresh) {
        connection = fresh;
    }

    /** When its owner stops. */
    public void close() {
        drop();
    }

    private synchronized void drop() {
        if (connection != null) {
            connection.close().subscribe().with(closed -> {}, alreadyGone -> {});
            connection = null;
        }
    }
}
