package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the packed row of count changes under the next version. The version is drawn under a lock that is held until
 * the transaction has ended and is visible: so, over all instances, whoever sees a version sees all before it.
 *
 * <p>The changes are not summed up: by minute, agency and matter hardly two of a transaction are alike.
 */
final class AppendToJournal {

    /** "yiping" as a number; the lock's name within the database. */
    static final long LOCK = 0x796970696e67L;

    /** The token and those of an entry. */
    private static final int COLUMNS = 1 + JournalEntry.COLUMNS.split(",").length;

    private final String sql;

    private AppendToJournal(String turn, int first) {
        this.sql = """
                WITH %s
                INSERT INTO count_journal (version, recorded_at, token, %s)
                SELECT nextval('count_version'), clock_timestamp(), %s FROM turn
                RETURNING version, recorded_at
                """.formatted(turn, JournalEntry.COLUMNS, parameters(first));
    }

    /** Alone. */
    static AppendToJournal alone() {
        return new AppendToJournal("turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d))".formatted(LOCK), 1);
    }

    /**
     * In one statement with another. Its rows are counted, so that it has run to its end before the lock is asked for: nobody
     * waits while somebody else inserts.
     *
     * @param statement returns something for each row
     * @param parameters how many it has; ours follow them
     */
    static AppendToJournal after(String statement, int parameters) {
        String turn = """
                done AS (%s),
                turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d) FROM (SELECT count(*) FROM done) AS counted)""";
        return new AppendToJournal(turn.formatted(statement, LOCK), parameters + 1);
    }

    private static String parameters(int first) {
        return IntStream.range(first, first + COLUMNS).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));
    }

    /** @return the entry with its version */
    Uni<JournalEntry> run(SqlConnection connection, Tuple parameters, UUID token, JournalEntry entry) {
        parameters.addUUID(token);
        entry.addTo(parameters);
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> written(entry, rows.iterator().next()));
    }

    private static JournalEntry written(JournalEntry entry, Row row) {
        return entry.at(row.getLong(0), row.getOffsetDateTime(1).toInstant());
    }
}
