package io.yiping.count;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Adds sums to a count table, in the order of its key, a bounded number of rows a statement. Their cells come as one array,
 * and each row's first and last place in it. They are appended to the row's: adding up is left to readers, and to the step
 * with which a row has so many more.
 */
final class UpsertCounts {

    /**
     * A row's cells are added up whenever they pass a multiple of it: one that has more counts than that is not added up each
     * time. At 64 readings have a fifth fewer cells, but rows of agencies and regions, of which half have more than 23 counts,
     * make the first million ratings a tenth dearer.
     */
    private static final int MANY_CELLS = 96;

    private static final String APPENDED = "known.cells || excluded.cells";

    /** The next statement is made while the server runs the one before. */
    private static final int AHEAD = 2;

    private static final Map<CountTable, String> SQL = new EnumMap<>(CountTable.class);

    static {
        for (CountTable table : CountTable.values()) {
            SQL.put(table, sql(table));
        }
    }

    private UpsertCounts() {}

    /** @param rows what to add, in the order of their keys */
    static Uni<Void> run(SqlConnection connection, CountTable table, Iterable<CountRows> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUni(some -> connection.preparedQuery(SQL.get(table)).execute(some.columns()))
                .merge(AHEAD)
                .onItem()
                .ignoreAsUni();
    }

    /**
     * What {@code count_compacted} does, which is left with counts that do not fit into one cell: a function is started anew
     * for each row, which takes 70 µs where this takes 20.
     *
     * @return a select of one array, never NULL
     */
    static String addedUp(String cells) {
        return """
                SELECT CASE WHEN max(abs(n)) <= %2$d THEN array_agg(n::integer << 10 | place_and_slot)
                            ELSE count_compacted(%1$s) END
                FROM (
                    SELECT c & 1023 AS place_and_slot, sum(c >> 10) AS n
                    FROM (SELECT unnest(%1$s) AS c) AS each GROUP BY 1
                ) AS summed WHERE n <> 0""".formatted(cells, Cells.LARGEST);
    }

    private static String sql(CountTable table) {
        StringJoiner key = new StringJoiner(", ");
        StringJoiner names = new StringJoiner(", ");
        StringJoiner arrays = new StringJoiner(", ");
        StringBuilder additions = new StringBuilder();
        int parameter = CountRows.FIRST_COLUMN;
        for (KeyColumn column : table.key()) {
            key.add(column.column());
            names.add(column.column());
            arrays.add("unnest($%d::%s[]) AS %s".formatted(parameter++, column.type(), column.column()));
        }
        for (int slot = 0; table.hasTotals() && slot < Slot.COUNT; slot++) {
            String name = Slot.column(slot);
            names.add(name);
            arrays.add("unnest($%d::integer[]) AS %s".formatted(parameter++, name));
            additions.append(", %1$s = known.%1$s + excluded.%1$s".formatted(name));
        }
        return """
                INSERT INTO %1$s AS known (cells, %2$s)
                SELECT ($1::integer[])[first:last], %2$s
                FROM (SELECT unnest($2::integer[]) AS first, unnest($3::integer[]) AS last, %3$s) AS added
                ON CONFLICT (%4$s) DO UPDATE SET
                    cells = CASE WHEN cardinality(known.cells) / %5$d
                                    = (cardinality(known.cells) + cardinality(excluded.cells)) / %5$d
                                 THEN %8$s ELSE (%6$s) END%7$s
                """.formatted(table.table(), names, arrays, key, MANY_CELLS, addedUp(APPENDED), additions, APPENDED);
    }
}
