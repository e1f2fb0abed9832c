package io.yiping.count;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of the finer times in a row of a count table, as the row keeps them: an integer a count, {@code n · 1024 + place ·
 * 16 + slot}. What stands twice is added up: so a count that does not fit stands in several, and folding appends.
 * SQL takes them apart again in {@link CountTablesSql} and {@code count_cells}.
 *
 * <p>Thread-safety: none.
 */
final class Cells {

    /** {@code count_compacted} in SQL has the same. */
    static final int LARGEST = 2_000_000;

    private static final int N_SHIFT = 10;
    private static final int PLACE_SHIFT = 4;

    private final List<Integer> cells = new ArrayList<>();

    int size() {
        return cells.size();
    }

    void add(int place, int slot, int n) {
        int left = n;
        while (left != 0) {
            int part = Math.max(-LARGEST, Math.min(LARGEST, left));
            cells.add(part << N_SHIFT | place << PLACE_SHIFT | slot);
            left -= part;
        }
    }

    Integer[] toArray() {
        return cells.toArray(Integer[]::new);
    }
}
