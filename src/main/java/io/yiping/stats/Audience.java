package io.yiping.stats;

import io.yiping.count.Counts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * All who watch the same selection: one reading and one frame for all of them. Each gets the newest frame at once, then at
 * most one in {@value #PAUSE_MILLIS} ms, or as often as the {@link Allowance} goes round: in turn.
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
    private final Runnable news;

    /** Who was offered a frame the longest ago comes first; so versions ascend, too. */
    private final ArrayDeque<Place> line = new ArrayDeque<>();

    private Frame latest;
    private boolean reading;

    /** No reading is begun before. */
    private long nextReadingNanos = System.nanoTime();

    /** What a watcher was offered last, and when. */
    private record Place(Watcher watcher, long version, long nanos) {}

    /** @param news run when there is a newer frame */
    Audience(Asked asked, Readings readings, Executor loop, Runnable news) {
        this.asked = asked;
        this.readings = readings;
        this.loop = loop;
        this.news = news;
    }

    /** The newest frame is offered at once, whatever is allowed. */
    void add(Watcher watcher) {
        if (latest == null) {
            line.addFirst(new Place(watcher, -1, System.nanoTime() - PAUSE_NANOS));
        } else {
            offer(watcher);
        }
    }

    void remove(Watcher watcher) {
        line.removeIf(place -> place.watcher() == watcher);
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    void eachWatcher(Consumer<Watcher> told) {
        line.forEach(place -> told.accept(place.watcher()));
    }

    /** @param now the version that this instance answers at */
    void look(Counts.Version now) {
        boolean behind = latest == null || latest.version() < now.number();
        if (behind && !reading && System.nanoTime() - nextReadingNanos >= 0) {
            read();
        }
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
            news.run();
        }
    }

    private void failed(Throwable failure) {
        reading = false;
        nextReadingNanos = System.nanoTime() + FAILURE_PAUSE_NANOS;
    }

    /** Offers the latest frame to the one who waits the longest. @return false when nobody waits, or no more is allowed */
    boolean offerOne(long now, Allowance allowance) {
        boolean may = latest != null && mayBeTold(line.peek(), now) && allowance.take(now);
        if (may) {
            offer(line.poll().watcher());
        }
        return may;
    }

    /** If the first may not, nobody may. */
    private boolean mayBeTold(Place first, long now) {
        return first != null && first.version() < latest.version() && now - first.nanos() >= PAUSE_NANOS;
    }

    private void offer(Watcher watcher) {
        watcher.offer(latest);
        line.add(new Place(watcher, latest.version(), System.nanoTime()));
    }
}
