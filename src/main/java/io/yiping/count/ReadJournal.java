package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Reads how far was folded and what the journal has after a version, from one snapshot; a page is bounded in changes. */
final class ReadJournal {

    private static final String SQL = """
            SELECT fold.version, fold.recorded_at, fold.first_day, fold.last_day, %s
            FROM count_fold AS fold
            LEFT JOIN LATERAL (
                SELECT version FROM (
                    SELECT version, sum(size) OVER (ORDER BY version) - size AS before
                    FROM (SELECT version, size FROM count_journal WHERE version > $1 ORDER BY version LIMIT $2) AS next
                ) AS sized WHERE before < $3
            ) AS page ON true
            LEFT JOIN count_journal AS entry ON entry.version = page.version
            ORDER BY page.version
            """.formatted(JournalEntry.COLUMNS.replaceAll("(\\w+)", "entry.$1"));

    private ReadJournal() {}

    /** @param entries in the order of versions */
    record Page(Folded folded, List<JournalEntry> entries) {

        /** In all entries together. */
        int changes() {
            int changes = 0;
            for (JournalEntry entry : entries) {
                changes += entry.size();
            }
            return changes;
        }
    }

    /** @param changes the page ends with the entry that reaches so many */
    static Uni<Page> after(SqlConnection connection, long version, int entries, int changes) {
        return connection
                .preparedQuery(SQL)
                .execute(Tuple.of(version, entries, changes))
                .map(ReadJournal::page);
    }

    private static Page page(RowSet<Row> rows) {
        List<JournalEntry> entries = new ArrayList<>(rows.size());
        Folded folded = null;
        for (Row row : rows) {
            folded = folded == null ? Folded.of(row) : folded;
            if (row.getLong(4) != null) {
                entries.add(new JournalEntry(row, 4));
            }
        }
        if (folded == null) {
            throw new IllegalStateException("count_fold has lost its one row");
        }
        return new Page(folded, entries);
    }
}
