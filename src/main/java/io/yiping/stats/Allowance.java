package io.yiping.stats;

/**
 * How many frames may be written: so many a second, to all watchers together, and a quarter of a second's at once. Who watches
 * must not take from those who rate what they need; when more watch, each is told less often.
 *
 * <p>Thread-safety: none; it lives on one event loop.
 */
final class Allowance {

    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final long AT_ONCE = 4;

    private final long nanosAFrame;
    private final long most;
    private long saved;
    private long countedNanos = System.nanoTime();

    Allowance(int framesASecond) {
        if (framesASecond < 1) {
            throw new IllegalArgumentException("yiping.stats.frames is at least 1, not " + framesASecond);
        }
        this.nanosAFrame = NANOS_A_SECOND / framesASecond;
        this.most = Math.max(nanosAFrame, NANOS_A_SECOND / AT_ONCE);
        this.saved = most;
    }

    /** @param now of {@link System#nanoTime} */
    boolean take(long now) {
        saved = Math.min(most, saved + now - countedNanos);
        countedNanos = now;
        if (saved < nanosAFrame) {
            return false;
        }
        saved -= nanosAFrame;
        return true;
    }
}
