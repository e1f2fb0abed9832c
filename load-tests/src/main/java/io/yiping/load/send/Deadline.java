package io.yiping.load.send;

import java.time.Duration;

/** The moment when waiting ends. */
final class Deadline {
    private final long end;

    Deadline(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    boolean passed() {
        return System.nanoTime() >= end;
    }

    /** Waits, but not past the deadline. */
    void sleep(Duration wanted) throws InterruptedException {
        long millis = Math.min(wanted.toMillis(), (end - System.nanoTime()) / 1_000_000);
        Thread.sleep(Math.max(1, millis));
    }
}
