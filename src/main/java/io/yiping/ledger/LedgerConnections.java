package io.yiping.ledger;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Connections of the ledger's own, outside of any pool: no flood of readers can take them, and one that is in doubt is
 * closed for good, not handed to somebody else.
 */
@Singleton
final class LedgerConnections {

    /** The ledger's statements are longer than the client's default limit of 2,048 characters for its cache. */
    private static final int CACHED_SQL_LENGTH = 8_192;

    private static final int CONNECT_MILLIS = 3_000;

    /**
     * A statement stuck behind a lock ends before its clients are answered (yiping.ledger.patience, 10 s); a transaction
     * of a frozen service gives its locks back.
     */
    private static final Map<String, String> SESSION = Map.of(
            "application_name", "yiping-ledger",
            "statement_timeout", "8s",
            "idle_in_transaction_session_timeout", "15s");

    /** PostgreSQL commits asynchronously if the database or the role says so; we promise otherwise. */
    private static final String SYNCHRONOUS_COMMIT = """
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') IN ('off', 'local')
            """;

    private final Vertx vertx;
    private final PgConnectOptions options;

    LedgerConnections(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.vertx = vertx;
        this.options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password.orElse(""));
        options.setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(CACHED_SQL_LENGTH);
        options.setConnectTimeout(CONNECT_MILLIS).setTcpKeepAlive(true);
        SESSION.forEach(options::addProperty);
    }

    Uni<SqlConnection> open() {
        return PgConnection.connect(vertx, options)
                .map(fresh -> (SqlConnection) fresh)
                .call(LedgerConnections::prepare);
    }

    private static Uni<?> prepare(SqlConnection fresh) {
        // The statement under way fails too, and its writer acts on that; this is the same news once more.
        fresh.exceptionHandler(lost -> Log.debug("A ledger connection was lost", lost));
        return fresh.query(SYNCHRONOUS_COMMIT).execute().onFailure().call(fresh::close);
    }
}
