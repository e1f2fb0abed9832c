package io.yiping.count;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Some rows of a count table, as a statement takes them: all cells in one array, the first and the last of each row in it,
 * the columns of the key, and the totals where the table has them.
 *
 * <p>Bound: {@value #MAX_ROWS} rows and about {@value #MAX_CELLS} cells, about a megabyte with the rest. Thread-safety: none.
 */
final class CountRows {

    /** The parameter with the first column of the key; the ones before are cells, first, last. */
    static final int FIRST_COLUMN = 4;

    private static final int MAX_ROWS = 5_000;
    private static final int[] NO_TOTALS = {};
    private static final int MAX_CELLS = 25_000;

    private final CountTable table;
    private final Cells cells = new Cells();
    private final List<Long> keys = new ArrayList<>();
    private final List<Integer> first = new ArrayList<>();
    private final List<Integer> last = new ArrayList<>();
    private final List<int[]> totals = new ArrayList<>();

    private CountRows(CountTable table) {
        this.table = table;
    }

    /** Divides sums into rows, in the order of their keys, and rows into statements, each made when it is asked for. */
    static Iterable<CountRows> of(CountTable table, Sums sums) {
        int[] order = sums.rowsInOrder();
        return () -> new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < order.length;
            }

            @Override
            public CountRows next() {
                CountRows some = new CountRows(table);
                while (hasNext() && some.hasRoomFor(sums.key(order[at]))) {
                    some.add(sums, order[at++]);
                }
                return some;
            }
        };
    }

    /** A row is never divided: a statement must not meet a key twice. */
    private boolean hasRoomFor(long key) {
        return isInLastRow(key) || keys.size() < MAX_ROWS && cells.size() < MAX_CELLS;
    }

    private boolean isInLastRow(long key) {
        return !keys.isEmpty() && CountTable.isSameRow(keys.get(keys.size() - 1), key);
    }

    private void add(Sums sums, int cell) {
        long key = sums.key(cell);
        if (!isInLastRow(key)) {
            keys.add(key);
            first.add(cells.size() + 1);
            last.add(cells.size());
            totals.add(table.hasTotals() ? new int[Slot.COUNT] : NO_TOTALS);
        }
        int[] total = totals.get(totals.size() - 1);
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            int n = sums.count(cell, slot);
            cells.add(CountTable.place(key), slot, n);
            if (table.hasTotals()) {
                total[slot] += n;
            }
        }
        last.set(last.size() - 1, cells.size());
    }

    Tuple columns() {
        Tuple columns = Tuple.tuple()
                .addArrayOfInteger(cells.toArray())
                .addArrayOfInteger(first.toArray(Integer[]::new))
                .addArrayOfInteger(last.toArray(Integer[]::new));
        for (int position = 0; position < table.key().size(); position++) {
            Object[] values = table.key().get(position).array(keys.size());
            for (int row = 0; row < values.length; row++) {
                values[row] = table.value(keys.get(row), position);
            }
            columns.addValue(values);
        }
        for (int slot = 0; table.hasTotals() && slot < Slot.COUNT; slot++) {
            columns.addArrayOfInteger(total(slot));
        }
        return columns;
    }

    private Integer[] total(int slot) {
        Integer[] total = new Integer[keys.size()];
        for (int row = 0; row < total.length; row++) {
            total[row] = totals.get(row)[slot];
        }
        return total;
    }
}
