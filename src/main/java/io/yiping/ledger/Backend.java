package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;

/**
 * The server's process behind a connection. When a connection is lost, its process may still be at what it was sent, and has
 * to end before anybody can say what became of that.
 *
 * @param startedAt a process id is given to others later; null when the server does not tell, and it will not end it either
 */
record Backend(int pid, OffsetDateTime startedAt) {

    private static final String OWN = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

    /** Waits up to a second for the end. */
    private static final String END = """
            SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE pid = $1 AND backend_start IS NOT DISTINCT FROM $2
            """;

    static Uni<Backend> of(SqlConnection connection) {
        return connection.query(OWN).execute().map(rows -> of(rows.iterator().next()));
    }

    private static Backend of(Row row) {
        return new Backend(row.getInteger(0), row.getOffsetDateTime(1));
    }

    /** Completes when it has ended, and its transaction with it, however; fails while it has not. */
    Uni<Void> end(SqlConnection another) {
        return another.preparedQuery(END).execute(Tuple.of(pid, startedAt)).chain(this::failUnlessEnded);
    }

    private Uni<Void> failUnlessEnded(RowSet<Row> rows) {
        if (rows.size() == 1 && !rows.iterator().next().getBoolean(0)) {
            return Uni.createFrom().failure(new IllegalStateException("server process " + pid + " does not end"));
        }
        return Uni.createFrom().voidItem();
    }
}
