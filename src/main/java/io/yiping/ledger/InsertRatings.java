package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Inserts one candidate an event; the unique key decides which are new. Keys come sorted, so that two transactions that
 * meet wait for each other in one direction. The source is 0 until there are partners.
 */
final class InsertRatings {

    private static final String SQL = """
            INSERT INTO rating (%s, source)
            SELECT *, 0 FROM (%s) AS fresh
            ON CONFLICT DO NOTHING
            RETURNING service_event_id
            """.formatted(RatingColumns.COLUMNS, RatingColumns.ROWS);

    private InsertRatings() {}

    /** @return the keys that were new */
    static Uni<Set<String>> run(SqlConnection connection, List<EventGroup> sorted) {
        return connection.preparedQuery(SQL).execute(RatingColumns.of(sorted)).map(InsertRatings::keys);
    }

    private static Set<String> keys(RowSet<Row> rows) {
        Set<String> keys = new HashSet<>(rows.rowCount() * 2);
        for (Row row : rows) {
            keys.add(row.getString(0));
        }
        return keys;
    }
}
