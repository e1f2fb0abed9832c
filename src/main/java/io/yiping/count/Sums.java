package io.yiping.count;

import java.util.Arrays;

/**
 * Ten counts a key, summed up: a hash table without an object an entry, because it holds a fold's hundreds of thousands.
 *
 * <p>Bound: 48 bytes a key and the table's slots; whoever fills it bounds the keys. Thread-safety: none.
 */
final class Sums {

    private static final int SMALLEST = 64;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[SMALLEST];
    private int[] counts = new int[SMALLEST * Slot.COUNT];
    /** Rows, from 1; 0 is free. At most half full. */
    private int[] table = new int[2 * SMALLEST];

    private int rows;

    int rows() {
        return rows;
    }

    long key(int row) {
        return keys[row];
    }

    int count(int row, int slot) {
        return counts[row * Slot.COUNT + slot];
    }

    void add(long key, int slot, int by) {
        // The row first: finding it may replace the array.
        int at = row(key) * Slot.COUNT + slot;
        counts[at] += by;
    }

    /** Adds another's row under a key of this one. */
    void addRow(long key, Sums other, int otherRow) {
        int to = row(key) * Slot.COUNT;
        int from = otherRow * Slot.COUNT;
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            counts[to + slot] += other.counts[from + slot];
        }
    }

    /** What was added was all taken out again. */
    boolean isZero(int row) {
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            if (count(row, slot) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The rows that are not zero, in the order of their keys. */
    int[] rowsInOrder() {
        long[] ordered = new long[rows];
        int n = 0;
        for (int row = 0; row < rows; row++) {
            if (!isZero(row)) {
                ordered[n++] = keys[row];
            }
        }
        Arrays.sort(ordered, 0, n);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = row(ordered[i]);
        }
        return order;
    }

    /** The key's row, a new one if it has none. */
    private int row(long key) {
        int at = place(key);
        while (table[at] != 0) {
            if (keys[table[at] - 1] == key) {
                return table[at] - 1;
            }
            at = (at + 1) & (table.length - 1);
        }
        if (rows == keys.length) {
            grow();
            return row(key);
        }
        keys[rows] = key;
        table[at] = ++rows;
        return rows - 1;
    }

    private int place(long key) {
        return (int) ((key * MIX) >>> 32) & (table.length - 1);
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * rows);
        counts = Arrays.copyOf(counts, 2 * rows * Slot.COUNT);
        table = new int[4 * rows];
        for (int row = 0; row < rows; row++) {
            int at = place(keys[row]);
            while (table[at] != 0) {
                at = (at + 1) & (table.length - 1);
            }
            table[at] = row + 1;
        }
    }
}
