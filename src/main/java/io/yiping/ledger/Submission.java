package io.yiping.ledger;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.yiping.rating.Rating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ratings that came together and are settled together, in one transaction. Answered exactly once, on its sender's event
 * loop; whether somebody still listens makes no difference.
 */
final class Submission {

    private final List<Entry> entries;
    private final long arrivedNanos;
    private final Context loop;
    private final Consumer<Answer> sender;
    private boolean answered;

    /** @param loop where the sender is told */
    Submission(List<Rating> ratings, Instant receivedAt, long arrivedNanos, Context loop, Consumer<Answer> sender) {
        this.entries = new ArrayList<>(ratings.size());
        for (Rating rating : ratings) {
            entries.add(new Entry(rating, receivedAt));
        }
        this.arrivedNanos = arrivedNanos;
        this.loop = loop;
        this.sender = sender;
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

    /** What was decided is committed under this version. */
    static void settled(Collection<Submission> submissions, long version) {
        tell(submissions, submission -> submission.answer(submission.settled(version)));
    }

    /** Nobody knows what became of them; they may safely be sent again. */
    static void unknown(Collection<Submission> submissions) {
        tell(submissions, Submission::unknown);
    }

    void refused(Answer.Refused refusal) {
        tell(List.of(this), submission -> submission.answer(refusal));
    }

    /** One task for each event loop, not one for each sender: hundreds may be answered by a transaction. */
    private static void tell(Collection<Submission> submissions, Consumer<Submission> answer) {
        Map<Context, List<Submission>> byLoop = new IdentityHashMap<>();
        for (Submission submission : submissions) {
            byLoop.computeIfAbsent(submission.loop, first -> new ArrayList<>()).add(submission);
        }
        byLoop.forEach((loop, its) -> loop.runOnContext(now -> its.forEach(one -> one.tell(answer))));
    }

    private void tell(Consumer<Submission> answer) {
        try {
            answer.accept(this);
        } catch (RuntimeException | Error defect) {
            Log.error("A sender could not be told what became of its ratings; it sends them again", defect);
            tellUnknown();
        }
    }

    /** Whatever is wrong with one sender is not to harm its neighbours. */
    private void tellUnknown() {
        try {
            unknown();
        } catch (RuntimeException | Error sameDefect) {
            Log.debug("Nor that nobody knows", sameDefect);
        }
    }

    private Answer settled(long version) {
        List<Outcome> outcomes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            outcomes.add(entry.outcome(version));
        }
        return new Answer.Settled(outcomes);
    }

    private void unknown() {
        answer(new Answer.Settled(Collections.nCopies(entries.size(), Outcome.RETRY)));
    }

    private void answer(Answer answer) {
        if (!answered) {
            answered = true;
            sender.accept(answer);
        }
    }
}
