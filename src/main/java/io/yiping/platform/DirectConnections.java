package io.yiping.platform;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Connections outside of any pool, for those who keep one: the ledger's writers, the follower, the folder, the health probe, the audit. No flood of readers can
 * take them, and one that is in doubt is closed for good, not handed to somebody else.
 */
@Singleton
public final class DirectConnections {

    /** The ledger's and the readers' statements are longer than the client's default limit of 2,048 for its cache. */
    static final int CACHED_SQL_LENGTH = 8_192;

    private static final int CONNECT_MILLIS = 3_000;

    /** A transaction of a frozen service gives its locks back. */
    private static final String IDLE_IN_TRANSACTION = "15s";

    /** PostgreSQL commits asynchronously if the database or the role says so; we promise otherwise. */
    private static final String SYNCHRONOUS_COMMIT = """
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') IN ('off', 'local')
            """;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final String name;

    DirectConnections(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "quarkus.datasource.reactive.additional-properties.application_name") String name) {
        this.vertx = vertx;
        this.name = name;
        this.options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password.orElse(""));
        options.setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(CACHED_SQL_LENGTH);
        options.setConnectTimeout(CONNECT_MILLIS).setTcpKeepAlive(true);
        options.setMetricsName("postgresql");
        options.addProperty("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION);
    }

    /**
     * One that is opened when it is first used, and again after a failure.
     *
     * @param use what for
     * @param silence after which a piece of work has failed
     */
    public KeptConnection keep(String use, Duration silence) {
        return keep(use, silence, Map.of());
    }

    /** @param settings of the server, for this connection */
    public KeptConnection keep(String use, Duration silence, Map<String, String> settings) {
        return new KeptConnection(() -> open(use, silence, settings), silence);
    }

    /**
     * A new connection; fails after 3 s. One that arrives later, or when nobody waits for it any more, is closed: a slow
     * server must not collect connections that nobody holds.
     *
     * @param use what for; the server lists it so
     * @param statementTimeout after which the server ends a statement
     */
    public Uni<SqlConnection> open(String use, Duration statementTimeout) {
        return open(use, statementTimeout, Map.of());
    }

    private Uni<SqlConnection> open(String use, Duration statementTimeout, Map<String, String> settings) {
        PgConnectOptions mine = new PgConnectOptions(options);
        settings.forEach(mine::addProperty);
        mine.addProperty("application_name", name + "-" + use);
        mine.addProperty("statement_timeout", Long.toString(statementTimeout.toMillis()));
        return Uni.createFrom().emitter(listener -> {
            AtomicBoolean tooLate = new AtomicBoolean();
            long timer =
                    vertx.setTimer(CONNECT_MILLIS, late -> listener.fail(new TimeoutException("no connection in 3 s")));
            listener.onTermination(() -> tooLate.set(true));
            PgConnection.connect(vertx, mine)
                    .compose(DirectConnections::prepared)
                    .onComplete(connected -> {
                        vertx.cancelTimer(timer);
                        if (connected.failed()) {
                            listener.fail(connected.cause());
                        } else if (tooLate.get()) {
                            connected.result().close();
                        } else {
                            listener.complete(new SqlConnection(connected.result()));
                        }
                    });
        });
    }

    private static Future<PgConnection> prepared(PgConnection fresh) {
        // The statement under way fails too, and its holder acts on that; this is the same news once more.
        fresh.exceptionHandler(lost -> Log.debug("A connection was lost", lost));
        return fresh.query(SYNCHRONOUS_COMMIT).execute().map(fresh).onFailure(refused -> fresh.close());
    }
}
