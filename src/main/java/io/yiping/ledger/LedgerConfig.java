package io.yiping.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the ledger. At each bound stands what happens there. */
@ConfigMapping(prefix = "yiping.ledger")
interface LedgerConfig {

    /** Transactions under way at once, each on a connection of its own. */
    @WithDefault("2")
    int writers();

    /** Ratings a transaction, about: a submission is never divided. Larger gains little and makes everybody wait. */
    @WithDefault("4000")
    int flushRatings();

    /**
     * A writer that met a known event expects no more of them after so many new ratings in a row. What it then inserts
     * in vain leaves dead rows: with these values at most 5 %, one transaction in 100,000 ratings.
     */
    @WithDefault("100000")
    int newInARow();

    /** Ratings that wait; a rating takes about 1 KB here. Over it a submission is refused. */
    @WithDefault("40000")
    int queueRatings();

    /** A submission that would wait longer than this, by the pace of the last transactions, is refused. */
    @WithDefault("2s")
    Duration maxWait();

    /** An outage of the database is waited out this long; then submissions are refused until it is over. */
    @WithDefault("3s")
    Duration outageTolerance();

    /** A submission that has not been settled after this long is answered {@code retry}. */
    @WithDefault("10s")
    Duration patience();
}
