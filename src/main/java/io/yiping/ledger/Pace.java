package io.yiping.ledger;

import java.time.Duration;

/**
 * How long the last transactions took, and so how long a queue will take: as many transactions as it fills. Not ratings
 * a second: a transaction of two ratings that waited a second for a lock says nothing about one of four thousand.
 *
 * <p>Thread-safety: none; guarded by the ledger's lock.
 */
final class Pace {

    private static final double WEIGHT_OF_NEW = 0.25;

    /** What took longer waited for something else: it would keep refusing long after the stall is over. */
    private static final double LONGEST_NANOS = 500_000_000;

    private final int flushRatings;

    /** Before the first transaction: a cautious guess for two cores. */
    private double flushNanos = 100_000_000;

    Pace(int flushRatings) {
        this.flushRatings = flushRatings;
    }

    /** @param parallel writers that were at work, itself included */
    void measured(long nanos, int parallel) {
        double usual = Math.min((double) nanos / parallel, LONGEST_NANOS);
        flushNanos += WEIGHT_OF_NEW * (usual - flushNanos);
    }

    /** The time of one transaction, with the other writers' share taken off. */
    Duration flush() {
        return Duration.ofNanos((long) flushNanos);
    }

    Duration timeFor(int queuedRatings) {
        int flushes = (queuedRatings + flushRatings - 1) / flushRatings;
        return flush().multipliedBy(flushes);
    }
}
