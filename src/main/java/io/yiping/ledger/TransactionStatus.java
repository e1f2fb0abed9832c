package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/** What the server says of a transaction: whether it still runs. */
final class TransactionStatus {

    private static final String STATUS = "SELECT pg_xact_status($1::text::xid8)";

    /** "transaction ID … is in the future": the server crashed before it wrote anything of it. */
    private static final String NEVER_HEARD_OF = "22023";

    private TransactionStatus() {}

    /** Completes when the transaction has ended, however; fails while its backend is still at it. */
    static Uni<Void> awaitEnd(SqlConnection connection, String id) {
        return connection
                .preparedQuery(STATUS)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getString(0))
                .onFailure(TransactionStatus::neverHeardOf)
                .recoverWithItem("aborted")
                .chain(TransactionStatus::failWhileRunning);
    }

    private static Uni<Void> failWhileRunning(String status) {
        if ("in progress".equals(status)) {
            return Uni.createFrom().failure(new IllegalStateException("the transaction is still in progress"));
        }
        return Uni.createFrom().voidItem();
    }

    private static boolean neverHeardOf(Throwable failure) {
        return failure instanceof PgException pg && NEVER_HEARD_OF.equals(pg.getSqlState());
    }
}
