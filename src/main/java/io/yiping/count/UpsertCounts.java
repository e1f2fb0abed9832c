package io.yiping.count;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Adds sums to a count table, in the order of its key, a bounded number of rows a statement. */
final class UpsertCounts {

    /** About 100 bytes each, as the client takes them: half a megabyte. */
    private static final int ROWS = 5_000;

    private static final Map<CountTable, String> SQL = new EnumMap<>(CountTable.class);

    static {
        for (CountTable table : CountTable.values()) {
            SQL.put(table, sql(table));
        }
    }

    private UpsertCounts() {}

    /** @param order the rows to add, in the order of their keys */
    static Uni<Void> run(SqlConnection connection, CountTable table, Sums sums, int[] order) {
        int steps = (order.length + ROWS - 1) / ROWS;
        return Multi.createFrom()
                .range(0, steps)
                .onItem()
                .transformToUniAndConcatenate(step ->
                        connection.preparedQuery(SQL.get(table)).execute(columns(table, sums, order, step * ROWS)))
                .onItem()
                .ignoreAsUni();
    }

    private static Tuple columns(CountTable table, Sums sums, int[] order, int from) {
        int n = Math.min(ROWS, order.length - from);
        Tuple columns = Tuple.tuple();
        for (int position = 0; position < table.key().size(); position++) {
            Object[] values = table.key().get(position).array(n);
            for (int i = 0; i < n; i++) {
                values[i] = table.value(sums.key(order[from + i]), position);
            }
            columns.addValue(values);
        }
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            Integer[] counts = new Integer[n];
            for (int i = 0; i < n; i++) {
                counts[i] = sums.count(order[from + i], slot);
            }
            columns.addArrayOfInteger(counts);
        }
        return columns;
    }

    private static String sql(CountTable table) {
        List<String> names = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        List<String> additions = new ArrayList<>();
        for (KeyColumn column : table.key()) {
            names.add(column.column());
            arrays.add("unnest($%d::%s[])".formatted(names.size(), column.type()));
        }
        String key = String.join(", ", names);
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            String name = Slot.column(slot);
            names.add(name);
            arrays.add("unnest($%d::integer[])".formatted(names.size()));
            additions.add("%1$s = known.%1$s + excluded.%1$s".formatted(name));
        }
        return """
                INSERT INTO %s AS known (%s)
                SELECT %s
                ON CONFLICT (%s) DO UPDATE SET %s
                """.formatted(
                        table.table(),
                        String.join(", ", names),
                        String.join(", ", arrays),
                        key,
                        additions.stream().collect(Collectors.joining(", ")));
    }
}
