package io.yiping.ledger;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.yiping.rating.Rating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Ratings that came together and are settled together, in one transaction. Answered exactly once; whether somebody
 * still listens makes no difference.
 */
final class Submission {

    private final List<Entry> entries;
    private final long arrivedNanos;
    private final UniEmitter<? super Answer> listener;

    Submission(List<Rating> ratings, Instant receivedAt, long arrivedNanos, UniEmitter<? super Answer> listener) {
        this.entries = new ArrayList<>(ratings.size());
        for (Rating rating : ratings) {
            entries.add(new Entry(rating, receivedAt));
        }
        this.arrivedNanos = arrivedNanos;
        this.listener = listener;
    }

    int size() {
        return entries.size();
    }

    List<Entry> entries() {
        return entries;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    void settled(long version) {
        List<Outcome> outcomes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            outcomes.add(entry.outcome(version));
        }
        listener.complete(new Answer.Settled(outcomes));
    }

    void unknown() {
        listener.complete(new Answer.Settled(Collections.nCopies(entries.size(), Outcome.RETRY)));
    }

    void refused(Answer.Refused refusal) {
        listener.complete(refusal);
    }
}
