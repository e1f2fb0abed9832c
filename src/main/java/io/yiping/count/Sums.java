package io.yiping.count;

import java.util.Arrays;

/**
 * Ten counts a key, summed up.
 *
 * <p>Bound: 56 bytes a key, up to twice that while it grows; whoever fills it bounds the keys. Thread-safety: none.
 */
final class Sums {

    private static final int SMALLEST = 64;

    private final LongIndex index = new LongIndex();
    private int[] counts = new int[SMALLEST * Slot.COUNT];

    int rows() {
        return index.size();
    }

    long key(int row) {
        return index.key(row);
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
        long[] ordered = new long[rows()];
        int n = 0;
        for (int row = 0; row < rows(); row++) {
            if (!isZero(row)) {
                ordered[n++] = key(row);
            }
        }
        Arrays.sort(ordered, 0, n);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = row(ordered[i]);
        }
        return order;
    }

    private int row(long key) {
        int row = index.of(key);
        if ((row + 1) * Slot.COUNT > counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        return row;
    }
}
