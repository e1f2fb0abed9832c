package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * Adds up the cells of rows that folding has left long, while there is nothing to fold: after millions of ratings in real loads
 * that takes away more than half of what figures of all matters have to read. One pass over the tables, a piece at a
 * time, after enough has been folded here; only rows of the times that were folded into.
 *
 * <p>Bound: {@value #PAGES} pages a piece, some ten milliseconds. Failure: a piece that fails ends the pass. What it leaves, or was
 * folded before a restart, stays long until the next pass over its time: readers add up all the same.
 *
 * <p>Thread-safety: none; it belongs to the {@link Folder}, whose lock keeps folding out of a piece.
 */
final class AddingUp {

    private static final int PAGES = 64;

    /** A row that would lose less than a quarter of its cells is left as it is. */
    private static final String SHORTER = "cardinality(shorter.cells) * 4 <= cardinality(t.cells) * 3";

    private static final Map<CountTable, String> SQL = new EnumMap<>(CountTable.class);

    static {
        for (CountTable table : CountTable.values()) {
            SQL.put(table, sql(table));
        }
    }

    /** Days. */
    private record Span(LocalDate first, LocalDate last) {

        private Span and(LocalDate alsoFirst, LocalDate alsoLast) {
            return new Span(alsoFirst.isBefore(first) ? alsoFirst : first, alsoLast.isAfter(last) ? alsoLast : last);
        }
    }

    private final int enough;

    /** What was folded since the last pass began. */
    private long changes;

    private Span folded;

    /** The pass under way, and how far it has come; null: there is none. */
    private Span pass;

    private int table;
    private long page;

    /** @param enough changes that are worth a pass */
    AddingUp(int enough) {
        this.enough = enough;
    }

    void folded(FoldSums sums) {
        if (sums.changes() > 0) {
            changes += sums.changes();
            folded = folded == null
                    ? new Span(sums.firstDay(), sums.lastDay())
                    : folded.and(sums.firstDay(), sums.lastDay());
        }
    }

    boolean isDue() {
        return pass != null || changes >= enough;
    }

    /** One piece, in a transaction of its own. */
    Uni<Void> piece(SqlConnection connection) {
        if (pass == null) {
            begin();
        }
        CountTable current = CountTable.values()[table];
        Tuple piece = Tuple.of(page, page + PAGES, time(current, pass.first()), time(current, lastOf(current)));
        return connection
                .preparedQuery(SQL.get(current))
                .execute(piece)
                .invoke(rows -> done(rows.iterator().next()))
                .replaceWithVoid();
    }

    void giveUp() {
        pass = null;
    }

    private void begin() {
        pass = folded;
        table = 0;
        page = 0;
        folded = null;
        changes = 0;
    }

    private void done(Row row) {
        page += PAGES;
        if (page >= row.getLong(0)) {
            page = 0;
            table++;
        }
        if (table == CountTable.values().length) {
            pass = null;
        }
    }

    /** The hours of a day are twenty-four rows. */
    private LocalDate lastOf(CountTable current) {
        return timeOf(current) == KeyColumn.HOUR ? pass.last().plusDays(1) : pass.last();
    }

    /** When a row begins that has the beginning of this day in it. */
    private static Object time(CountTable table, LocalDate day) {
        return switch (timeOf(table)) {
            case MONTH -> MonthsAndDays.monthOf(day);
            case DAY -> day;
            case HOUR -> (int) day.toEpochDay() * Shanghai.HOURS_A_DAY;
            default -> throw new IllegalStateException(table + " has no time");
        };
    }

    private static KeyColumn timeOf(CountTable table) {
        return table.key().get(0);
    }

    /** Its one row: how many pages the table has. */
    private static String sql(CountTable table) {
        KeyColumn time = timeOf(table);
        return """
                WITH added_up AS (
                    UPDATE %1$s AS t SET cells = shorter.cells FROM (
                        SELECT ctid AS place, (%2$s) AS cells FROM %1$s
                        WHERE ctid >= format('(%%s,0)', $1::bigint)::tid AND ctid < format('(%%s,0)', $2::bigint)::tid
                          AND %3$s BETWEEN $3::%4$s AND $4::%4$s AND cardinality(cells) > 1 OFFSET 0
                    ) AS shorter
                    WHERE t.ctid = shorter.place AND %5$s
                )
                SELECT pg_relation_size('%1$s') / current_setting('block_size')::bigint
                """.formatted(table.table(), UpsertCounts.addedUp("cells"), time.column(), time.type(), SHORTER);
    }
}
