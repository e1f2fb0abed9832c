package io.yiping.ledger;

import java.time.Duration;

/**
 * How fast the last transactions were, and so how long a queue will take. Older transactions count for less: each new
 * one takes a quarter of the weight.
 *
 * <p>Thread-safety: none; guarded by the ledger's lock.
 */
final class Pace {

    private static final double WEIGHT_OF_NEW = 0.25;

    /** Before the first transaction: 20,000 ratings a second, a cautious guess for two cores. */
    private double ratings = 1_000;

    private double nanos = 50_000_000;

    /** @param parallel writers that were at work, itself included */
    void measured(int flushRatings, long flushNanos, int parallel) {
        ratings += WEIGHT_OF_NEW * (flushRatings - ratings);
        nanos += WEIGHT_OF_NEW * ((double) flushNanos / parallel - nanos);
    }

    Duration timeFor(int queuedRatings) {
        return Duration.ofNanos((long) (queuedRatings * nanos / ratings));
    }
}
