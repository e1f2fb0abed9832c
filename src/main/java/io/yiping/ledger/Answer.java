package io.yiping.ledger;

import java.time.Duration;
import java.util.List;

/**
 * The ledger's answer to a submission. Sealed, so that every way in has to say what it does in each case.
 */
public sealed interface Answer {

    /**
     * Each rating has its outcome.
     *
     * @param outcomes in the order of the submission
     */
    record Settled(List<Outcome> outcomes) implements Answer {}

    /**
     * Nothing was tried, nothing is stored.
     *
     * @param retryAfter when it is worth trying again, by the pace of the last transactions
     */
    record Refused(Reason reason, Duration retryAfter) implements Answer {}

    /** Why a submission was refused. */
    enum Reason {
        OVERLOADED,
        NOT_READY,
        DATABASE_AWAY
    }
}
