package io.yiping.platform;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The pool for everything but the ledger, with the bound that configuration has no key for: how many may wait for a
 * connection. Over it a read fails at once and is answered 503; how long a read may take its reader says.
 */
@Singleton
final class ReadPool implements PgPoolCreator {

    private static final int MAX_WAITING = 256;

    /** A connection on which nothing has come or gone for so long is closed: its other end may be gone without a word. */
    private static final int SILENT_SECONDS = 15;

    @Override
    public Pool create(Input input) {
        // Not setConnectionTimeout: the client then reports every wait that ends twice, as an error with a trace.
        input.poolOptions().setMaxWaitQueueSize(MAX_WAITING);
        input.pgConnectOptionsList().forEach(options -> options.setIdleTimeout(SILENT_SECONDS)
                .setPreparedStatementCacheSqlLimit(DirectConnections.CACHED_SQL_LENGTH));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
