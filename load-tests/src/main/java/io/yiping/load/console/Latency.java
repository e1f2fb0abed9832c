package io.yiping.load.console;

import java.util.Arrays;
import java.util.Locale;

/** How long something took, in microseconds; percentiles are measured values (nearest rank). */
public record Latency(long p50, long p99, long max) {
    private static final long NANOS = 1_000;
    private static final double MICROS_A_MILLI = 1e3;

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

    @Override
    public String toString() {
        return "p50 %s, p99 %s, max %s ms".formatted(millis(p50), millis(p99), millis(max));
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%,.1f", micros / MICROS_A_MILLI);
    }
}
