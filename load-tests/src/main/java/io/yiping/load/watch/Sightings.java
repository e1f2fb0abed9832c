package io.yiping.load.watch;

import io.yiping.load.console.Latency;
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

    private long[] nanos = new long[1_024];
    private int measured;
    private long events;

    void add(Instant recorded, Instant read) {
        events++;
        if (measured == MOST) {
            return;
        }
        if (measured == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * measured);
        }
        nanos[measured++] = Duration.between(recorded, read).toNanos();
    }

    long events() {
        return events;
    }

    @Override
    public String toString() {
        return measured == 0
                ? "none"
                : Latency.ofNanos(Arrays.copyOf(nanos, measured)).toString();
    }
}
