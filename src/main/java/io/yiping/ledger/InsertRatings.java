package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Inserts one candidate an event; the unique key decides which are new. Keys come sorted, so that two transactions that
 * meet wait for each other in one direction. The source is 0 until there are partners.
 *
 * <p>{@code ON CONFLICT} looks each key up before it inserts, and logs each row twice: 7.6 µs of processor time a row in
 * place of 4.9. So there is a plain insert too, for who expects no known event; what it changes is certain before it runs, so
 * it goes in one statement with its record in the journal.
 */
final class InsertRatings {

    private static final String RATINGS = """
            INSERT INTO rating (%s, source)
            SELECT *, 0 FROM (%s) AS fresh
            """.formatted(RatingColumns.COLUMNS, RatingColumns.ROWS);

    private static final String ALL = RATINGS + "RETURNING 1";

    private static final String NEW = RATINGS + """
            ON CONFLICT DO NOTHING
            RETURNING event_key
            """;

    private final Journal.Following all;

    InsertRatings(Journal journal) {
        this.all = journal.after(ALL, RatingColumns.COUNT);
    }

    /**
     * All of them, and their record in the journal.
     *
     * @return the version; fails with {@link KnownEvent} when one of them is not new
     */
    Uni<Long> all(SqlConnection connection, List<EventGroup> sorted, UUID token, List<Change> changes) {
        return all.append(connection, RatingColumns.of(sorted), token, changes)
                .onFailure(KnownEvent::is)
                .transform(KnownEvent::new);
    }

    /** @return those that were not new and so were not inserted, sorted */
    static Uni<List<EventGroup>> unlessKnown(SqlConnection connection, List<EventGroup> sorted) {
        return connection.preparedQuery(NEW).execute(RatingColumns.of(sorted)).map(inserted -> known(sorted, inserted));
    }

    /** Keys are returned in the order in which they were inserted. */
    private static List<EventGroup> known(List<EventGroup> sorted, RowSet<Row> inserted) {
        List<EventGroup> known = new ArrayList<>(sorted.size() - inserted.rowCount());
        if (inserted.rowCount() == sorted.size()) {
            return known;
        }
        RowIterator<Row> rows = inserted.iterator();
        UUID next = nextKey(rows);
        for (EventGroup group : sorted) {
            if (group.eventKey().equals(next)) {
                next = nextKey(rows);
            } else {
                known.add(group);
            }
        }
        if (next != null) {
            throw new IllegalStateException("keys came back in another order than they went");
        }
        return known;
    }

    private static UUID nextKey(RowIterator<Row> rows) {
        return rows.hasNext() ? rows.next().getUUID(0) : null;
    }
}
