package io.yiping.faults;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting with a limit. */
public final class Waits {

    private static final long PAUSE_MILLIS = 20;

    private Waits() {}

    static void forEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for " + thread, e);
        }
    }

    /** Asks again and again; fails when it has not become true in time. */
    public static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("After " + patience.toSeconds() + " s still not: " + what);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
