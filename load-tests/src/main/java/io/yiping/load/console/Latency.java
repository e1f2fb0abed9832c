package io.yiping.load.console;

import java.util.Arrays;

/** How long answers took, in microseconds; percentiles are measured values (nearest rank). */
public record Latency(long p50, long p99, long max) {
    private static final long NANOS = 1_000;

    /** @param nanos of each, at least one */
    public static Latency ofNanos(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(rank(sorted, 50), rank(sorted, 99), sorted[sorted.length - 1] / NANOS);
    }

    private static long rank(long[] sorted, int percent) {
        int rank = (int) ((sorted.length * (long) percent + 99) / 100);
        return sorted[Math.max(0, rank - 1)] / NANOS;
    }
}
