package io.yiping.load.console;

import java.time.Duration;

/** The moment when waiting ends. */
public final class Deadline {
    private final long end;

    public Deadline(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    public boolean passed() {
        return System.nanoTime() >= end;
    }

    /** At least one millisecond, because zero means for ever to most that wait. */
    public long leftMillis() {
        return Math.max(1, (end - System.nanoTime()) / 1_000_000);
    }

    /** Waits, but not past the deadline. */
    public void sleep(Duration wanted) throws InterruptedException {
        Thread.sleep(Math.max(1, Math.min(wanted.toMillis(), leftMillis())));
    }
}
