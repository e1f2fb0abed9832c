package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads how far was folded and what the journal has after a version, from one snapshot; a page is bounded in changes. What
 * this instance wrote itself it need not read: of that only the version comes back.
 */
final class ReadJournal {

    private static final String SQL = """
            SELECT fold.version, fold.recorded_at, fold.first_day, fold.last_day, page.version, page.recorded_at, %s
            FROM count_fold AS fold
            LEFT JOIN LATERAL (
                SELECT version, recorded_at FROM (
                    SELECT version, recorded_at, sum(size) OVER (ORDER BY version) - size AS before
                    FROM (
                        SELECT version, recorded_at, size FROM count_journal WHERE version > $1 ORDER BY version LIMIT $2
                    ) AS next
                ) AS sized WHERE before < $3
            ) AS page ON true
            LEFT JOIN count_journal AS entry ON entry.version = page.version AND entry.version <> ALL ($4)
            ORDER BY page.version
            """.formatted(JournalEntry.COLUMNS.replaceAll("(\\w+)", "entry.$1"));

    private static final int PAGE_VERSION = 4;
    private static final int ENTRY = 6;

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

    /**
     * One page.
     *
     * @param changes the page ends with the entry that reaches so many
     * @param own what this instance wrote, by version
     */
    static Uni<Page> after(
            SqlConnection connection, long version, int entries, int changes, Map<Long, JournalEntry> own) {
        return connection
                .preparedQuery(SQL)
                .execute(Tuple.of(version, entries, changes, own.keySet().toArray(Long[]::new)))
                .map(rows -> page(rows, own));
    }

    private static Page page(RowSet<Row> rows, Map<Long, JournalEntry> own) {
        List<JournalEntry> entries = new ArrayList<>(rows.size());
        Folded folded = null;
        for (Row row : rows) {
            folded = folded == null ? Folded.of(row) : folded;
            Long version = row.getLong(PAGE_VERSION);
            if (version != null) {
                JournalEntry known = own.get(version);
                entries.add(known == null ? read(version, row) : known);
            }
        }
        if (folded == null) {
            throw new IllegalStateException("count_fold has lost its one row");
        }
        return new Page(folded, entries);
    }

    private static JournalEntry read(long version, Row row) {
        return new JournalEntry(version, row.getOffsetDateTime(PAGE_VERSION + 1).toInstant(), row, ENTRY);
    }
}
