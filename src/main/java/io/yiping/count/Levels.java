package io.yiping.count;

import io.yiping.rating.Level;

/** One count a level. Thread-safety: none. */
final class Levels {

    private final long[] counts = new long[Level.HIGHEST];

    void add(Level level, long by) {
        counts[level.ordinal()] += by;
    }

    void add(Levels other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    long count(Level level) {
        return counts[level.ordinal()];
    }

    boolean isZero() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }
}
