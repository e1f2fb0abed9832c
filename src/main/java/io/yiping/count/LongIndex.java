package io.yiping.count;

import java.util.Arrays;

/**
 * Numbers keys from 0 in the order of their first coming: a hash table without an object an entry, because it holds a fold's
 * hundreds of thousands.
 *
 * <p>Bound: 16 bytes a key, up to twice that while it grows; whoever fills it bounds the keys. Thread-safety: none.
 */
final class LongIndex {

    private static final int SMALLEST = 64;

    /** 2^64 divided by the golden ratio: spreads keys that differ in a few bits, wherever these are, over the product's top bits. */
    static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[SMALLEST];
    /** Numbers, from 1; 0 is free. At most half full. */
    private int[] table = new int[2 * SMALLEST];

    private int size;

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number];
    }

    /** The key's number, a new one if it has none. */
    int of(long key) {
        int at = place(key);
        while (table[at] != 0) {
            if (keys[table[at] - 1] == key) {
                return table[at] - 1;
            }
            at = (at + 1) & (table.length - 1);
        }
        if (size == keys.length) {
            grow();
            return of(key);
        }
        keys[size] = key;
        table[at] = ++size;
        return size - 1;
    }

    private int place(long key) {
        return (int) (key * MIX >>> Long.SIZE - Integer.numberOfTrailingZeros(table.length));
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * size);
        table = new int[4 * size];
        for (int number = 0; number < size; number++) {
            int at = place(keys[number]);
            while (table[at] != 0) {
                at = (at + 1) & (table.length - 1);
            }
            table[at] = number + 1;
        }
    }
}
