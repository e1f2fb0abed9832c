package io.yiping.load.gatling;

import java.util.Arrays;

/**
 * How long answers of one kind took.
 *
 * <p>Bound: four bytes an answer. Thread-safety: any thread may add.
 */
final class Milliseconds {
    private int[] taken = new int[256];
    private int count;

    synchronized void add(int millis) {
        if (count == taken.length) {
            taken = Arrays.copyOf(taken, count * 2);
        }
        taken[count++] = millis;
    }

    synchronized int count() {
        return count;
    }

    @Override
    public synchronized String toString() {
        if (count == 0) {
            return "none";
        }
        int[] sorted = Arrays.copyOf(taken, count);
        Arrays.sort(sorted);
        return "%,d, ms p50 / p99 / max %,d / %,d / %,d"
                .formatted(count, sorted[count / 2], sorted[(int) (count * 0.99)], sorted[count - 1]);
    }
}
