package io.yiping.stats;

import io.yiping.count.Counts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * All who watch the same selection: one reading and one frame for all of them. Each gets the newest frame at once, then at
 * most one in {@value #PAUSE_MILLIS} ms.
 *
 * <p>Failure: a reading that fails is tried again after a second; meanwhile the last frame stands. Thread-safety: none; it
 * lives on one event loop.
 */
final class Audience {

    private static final int PAUSE_MILLIS = 250;
    private static final long PAUSE_NANOS = Duration.ofMillis(PAUSE_MILLIS).toNanos();
    private static final long FAILURE_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Asked asked;
    private final Readings readings;
    private final Executor loop;
    private final Map<Watcher, Offered> watchers = new LinkedHashMap<>();
    private Frame latest;
    private boolean reading;

    /** No reading is begun before. */
    private long nextReadingNanos = System.nanoTime();

    /** Somebody has not been offered the latest frame. */
    private boolean somebodyWaits;

    /** What a watcher was offered last, and when. */
    private record Offered(long version, long nanos) {}

    Audience(Asked asked, Readings readings, Executor loop) {
        this.asked = asked;
        this.readings = readings;
        this.loop = loop;
    }

    void add(Watcher watcher) {
        watchers.put(watcher, new Offered(-1, System.nanoTime() - PAUSE_NANOS));
        somebodyWaits = true;
        offer();
    }

    void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    Iterable<Watcher> watchers() {
        return watchers.keySet();
    }

    /** @param now the version that this instance answers at */
    void look(Counts.Version now) {
        boolean behind = latest == null || latest.version() < now.number();
        if (behind && !reading && System.nanoTime() - nextReadingNanos >= 0) {
            read();
        }
        offer();
    }

    private void read() {
        reading = true;
        nextReadingNanos = System.nanoTime() + PAUSE_NANOS;
        readings.read(asked, loop).emitOn(loop).subscribe().with(this::read, this::failed);
    }

    private void read(Written answer) {
        reading = false;
        if (latest == null || answer.version().number() > latest.version()) {
            latest = Frame.of(answer);
            somebodyWaits = true;
            offer();
        }
    }

    private void failed(Throwable failure) {
        reading = false;
        nextReadingNanos = System.nanoTime() + FAILURE_PAUSE_NANOS;
    }

    private void offer() {
        if (!somebodyWaits || latest == null) {
            return;
        }
        long now = System.nanoTime();
        somebodyWaits = false;
        watchers.replaceAll((watcher, last) -> offer(watcher, last, now));
    }

    private Offered offer(Watcher watcher, Offered last, long now) {
        if (last.version() >= latest.version()) {
            return last;
        }
        if (now - last.nanos() < PAUSE_NANOS) {
            somebodyWaits = true;
            return last;
        }
        watcher.offer(latest);
        return new Offered(latest.version(), now);
    }
}
