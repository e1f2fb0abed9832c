package io.yiping.load.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How long after its version was recorded each event was read: both clocks must be one machine's.
 *
 * <p>Bound: the first {@value #MOST} events of all watchers; later ones are only counted.
 */
final class Sightings {
    private static final int MOST = 5_000_000;

    private long[] millis = new long[1_024];
    private int measured;
    private long events;

    void add(Instant recorded, Instant read) {
        events++;
        if (measured == MOST) {
            return;
        }
        if (measured == millis.length) {
            millis = Arrays.copyOf(millis, 2 * measured);
        }
        millis[measured++] = Duration.between(recorded, read).toMillis();
    }

    long events() {
        return events;
    }

    /** Nearest rank. */
    @Override
    public String toString() {
        if (measured == 0) {
            return "none";
        }
        long[] sorted = Arrays.copyOf(millis, measured);
        Arrays.sort(sorted);
        return "p50 %,d, p99 %,d, max %,d ms".formatted(rank(sorted, 50), rank(sorted, 99), sorted[measured - 1]);
    }

    private static long rank(long[] sorted, int percent) {
        return sorted[Math.max(0, (int) ((sorted.length * (long) percent + 99) / 100) - 1)];
    }
}
