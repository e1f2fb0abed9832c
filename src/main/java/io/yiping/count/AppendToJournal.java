package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/**
 * Writes the packed row of count changes under the next version. The version is drawn under a lock that is held until
 * the transaction has ended and is visible: so, over all instances, whoever sees a version sees all before it.
 *
 * <p>The changes are not summed up: by minute, agency and matter hardly two of a transaction are alike.
 */
final class AppendToJournal {

    /** "yiping" as a number; the lock's name within the database. */
    static final long LOCK = 0x796970696e67L;

    private static final String SQL = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d))
            INSERT INTO count_journal (version, recorded_at, token, %s)
            SELECT nextval('count_version'), clock_timestamp(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM turn
            RETURNING version, recorded_at, pg_current_xact_id()::text
            """.formatted(LOCK, JournalEntry.COLUMNS);

    private AppendToJournal() {}

    /** An entry with its version, and the transaction that it is of. */
    record Written(JournalEntry entry, String transactionId) {}

    static Uni<Written> run(SqlConnection connection, UUID token, JournalEntry entry) {
        Tuple columns = Tuple.tuple().addUUID(token);
        entry.addTo(columns);
        return connection
                .preparedQuery(SQL)
                .execute(columns)
                .map(rows -> written(entry, rows.iterator().next()));
    }

    private static Written written(JournalEntry entry, Row row) {
        return new Written(entry.at(row.getLong(0), row.getOffsetDateTime(1).toInstant()), row.getString(2));
    }
}
