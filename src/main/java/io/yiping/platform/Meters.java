package io.yiping.platform;

import java.util.Locale;

/**
 * The names of this service's own meters, as Micrometer has them; {@code /q/metrics} writes {@code yiping_ratings_total}. No
 * tag has more values than stand here.
 *
 * <p>The accounting: whatever came in was received, and
 *
 * <pre>
 * received = accepted + duplicate + conflict + rejected + retry     Σ RATINGS over verdicts, for each way in
 * ratings that count = accepted − replaced                          what {@code /v1/stats} moved by, Σ over all instances
 * accepted + duplicate + conflict (+ some retry) = Σ FLUSH_SIZE     what went through the ledger's transactions
 * recorded = folded + UNFOLDED                                      changes of the counts, in the journal
 * </pre>
 *
 * <p>What the ledger refused of single posts and batches (REFUSED) was received and is {@code retry}; an upload that is refused
 * was not read, and waits where the ledger is full. A body that is wrong as a whole (not JSON, too large) was not received.
 */
public final class Meters {

    /** Counter, ratings answered; {@link #WAY}: single, batch, stream; {@link #VERDICT}: the five. */
    public static final String RATINGS = "yiping.ratings";

    /** Counter, of the accepted those that took the place of a default rating; {@link #WAY}. */
    public static final String REPLACED = "yiping.ratings.replaced";

    /** Counter, requests that the ledger refused before anything was tried; {@link #REASON}: overloaded, not-ready, database-away. */
    public static final String REFUSED = "yiping.requests.refused";

    /** Gauge, ratings that wait for a transaction. */
    public static final String QUEUE = "yiping.ledger.queue";

    /** Timer, from a submission's arrival to its commit; what was not committed is not in it. */
    public static final String WAIT = "yiping.ledger.wait";

    /** Timer, a transaction from its begin to its commit, with what was tried again. */
    public static final String FLUSH = "yiping.ledger.flush";

    /** Summary, ratings in a transaction. */
    public static final String FLUSH_SIZE = "yiping.ledger.flush.size";

    /** Counter, transactions that failed, most of them run again; {@link #REASON}: known-event (it was expected to be new), collision, poison, outage, lost-commit (nobody knew whether it was committed: asked). */
    public static final String REPEATED = "yiping.ledger.repeated";

    /** Gauge, the version that this instance answers at. */
    public static final String VERSION = "yiping.count.version";

    /** Gauge, changes followed and not folded yet, kept in memory. */
    public static final String UNFOLDED = "yiping.count.unfolded";

    /** Gauge, rows of the journal followed and not folded yet. */
    public static final String JOURNAL = "yiping.count.journal";

    /** Gauge, seconds since which the oldest of them waits. */
    public static final String FOLD_LAG = "yiping.count.fold.lag";

    /** Timer, a step of folding; only on the instance that folds. */
    public static final String FOLD = "yiping.count.fold";

    /** Summary, changes in a step of folding. */
    public static final String FOLD_SIZE = "yiping.count.fold.size";

    /** Timer, readings of the count tables; {@link #LINE}: the lines. */
    public static final String READING = "yiping.count.reading";

    /** Gauge, readings that wait for their turn. */
    public static final String READINGS_WAITING = "yiping.count.readings.waiting";

    /** Gauge, clients that watch figures live. */
    public static final String WATCHERS = "yiping.stats.watchers";

    public static final String WAY = "way";
    public static final String VERDICT = "verdict";
    public static final String REASON = "reason";
    public static final String LINE = "line";

    private Meters() {}

    /** A tag's value for a constant: {@code database-away} for {@code DATABASE_AWAY}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
