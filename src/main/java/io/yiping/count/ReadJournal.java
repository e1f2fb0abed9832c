package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads how far was folded and what the journal has after a version, from one snapshot. */
final class ReadJournal {

    private static final String SQL = """
            SELECT fold.version, fold.recorded_at, entry.*
            FROM count_fold AS fold
            LEFT JOIN LATERAL (
                SELECT version, recorded_at, days, regions, channels, origins, levels, changes
                FROM count_journal WHERE version > $1 ORDER BY version LIMIT $2
            ) AS entry ON true
            """;

    private ReadJournal() {}

    /** @param entries in the order of versions */
    record Page(long foldedVersion, Instant foldedRecordedAt, List<JournalEntry> entries) {}

    static Uni<Page> after(Pool pool, long version, int limit) {
        return pool.preparedQuery(SQL).execute(Tuple.of(version, limit)).map(ReadJournal::page);
    }

    private static Page page(RowSet<Row> rows) {
        List<JournalEntry> entries = new ArrayList<>(rows.size());
        Row first = null;
        for (Row row : rows) {
            first = first == null ? row : first;
            if (row.getLong(2) != null) {
                entries.add(JournalEntry.of(row, 2));
            }
        }
        if (first == null) {
            throw new IllegalStateException("count_fold has lost its one row");
        }
        return new Page(first.getLong(0), first.getOffsetDateTime(1).toInstant(), entries);
    }
}
