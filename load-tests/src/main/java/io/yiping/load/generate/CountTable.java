package io.yiping.load.generate;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Counts of ratings by a numbered key, as {@code [n5, n4, n3, n2, n1]}. */
final class CountTable {
    private static final int LEVELS = 5;

    private final int[] cells;

    CountTable(int keys) {
        cells = new int[keys * LEVELS];
    }

    void add(int key, int level) {
        cells[key * LEVELS + LEVELS - level]++;
    }

    /** The keys that have a rating, in order of their names. */
    Map<String, long[]> named(IntFunction<String> name) {
        Map<String, long[]> counts = new TreeMap<>();
        for (int key = 0; key < cells.length / LEVELS; key++) {
            long[] row = row(key);
            if (row[0] + row[1] + row[2] + row[3] + row[4] > 0) {
                counts.put(name.apply(key), row);
            }
        }
        return counts;
    }

    long[] row(int key) {
        long[] row = new long[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            row[i] = cells[key * LEVELS + i];
        }
        return row;
    }
}
