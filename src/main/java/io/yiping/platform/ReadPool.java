package io.yiping.platform;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The pool for everything but the ledger, with the two bounds that configuration has no keys for: how many may wait for
 * a connection, and how long. Over either bound a request fails at once and is answered 503.
 */
@Singleton
final class ReadPool implements PgPoolCreator {

    private static final int MAX_WAITING = 256;
    private static final int MAX_WAIT_SECONDS = 5;

    @Override
    public Pool create(Input input) {
        input.poolOptions().setMaxWaitQueueSize(MAX_WAITING).setConnectionTimeout(MAX_WAIT_SECONDS);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
