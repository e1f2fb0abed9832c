package io.yiping.load.send;

import io.yiping.load.manifest.Verdicts;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of everything that was sent: every line is counted by its final answer.
 *
 * <p>Thread-safety: all methods may be called by any thread.
 */
final class Account {
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private Verdicts verdicts = Verdicts.NONE;
    private long version;
    private long refusals;
    private long resends;
    private long unknownAnswers;
    private long retriedItems;
    private String failure;

    synchronized void status(int status) {
        statuses.merge(status, 1L, Long::sum);
    }

    /** Final verdicts on some lines. */
    synchronized void settled(Verdicts more, long seenVersion) {
        verdicts = verdicts.plus(more);
        version = Math.max(version, seenVersion);
    }

    synchronized void refused() {
        refusals++;
    }

    synchronized void resent() {
        resends++;
    }

    /** A request left and no answer came: its items may be stored or not. */
    synchronized void unknownAnswer() {
        unknownAnswers++;
    }

    synchronized void retriedItems(int items) {
        retriedItems += items;
    }

    /** The first failure stops all clients. */
    synchronized void fail(String message) {
        if (failure == null) {
            failure = message;
        }
    }

    synchronized String failure() {
        return failure;
    }

    synchronized Verdicts verdicts() {
        return verdicts;
    }

    synchronized long version() {
        return version;
    }

    synchronized long unknownAnswers() {
        return unknownAnswers;
    }

    /** Whether a line may have been settled by an answer that nobody saw, or after lines that stood behind it. */
    synchronized boolean certain() {
        return unknownAnswers == 0 && retriedItems == 0;
    }

    synchronized String transport() {
        return "HTTP %s; refusals %,d, resends %,d, unknown answers %,d, items sent again after retry %,d"
                .formatted(statuses, refusals, resends, unknownAnswers, retriedItems);
    }
}
