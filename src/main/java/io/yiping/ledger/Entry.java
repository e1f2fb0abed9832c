package io.yiping.ledger;

import io.yiping.rating.EventKey;
import io.yiping.rating.Fingerprint;
import io.yiping.rating.Rating;
import io.yiping.rating.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A submitted rating on its way through a flush: what it is, and what was decided. A flush that is run again decides
 * anew.
 */
final class Entry {

    final Rating rating;
    final UUID eventKey;
    final UUID fingerprint;
    final Instant receivedAt;

    /** The next entry of the same event in this flush, in the order of arrival; or null. */
    Entry next;

    private Verdict verdict;
    private boolean replaced;
    private Standing standing;

    Entry(Rating rating, Instant receivedAt) {
        this.rating = rating;
        this.eventKey = EventKey.of(rating.serviceEventId());
        this.fingerprint = Fingerprint.of(rating.meaning());
        this.receivedAt = receivedAt;
    }

    /** @param before what stood before this entry, or null; @return what stands after it */
    Standing decide(Standing before) {
        standing = before;
        replaced = before != null && before.isReplacedBy(this);
        if (before == null || replaced) {
            verdict = Verdict.ACCEPTED;
            return Standing.of(this);
        }
        verdict = before.isRepeatedBy(this) ? Verdict.DUPLICATE : Verdict.CONFLICT;
        return before;
    }

    boolean isConflict() {
        return verdict == Verdict.CONFLICT;
    }

    boolean lacksMeaningToCompare() {
        return isConflict() && standing.meaning() == null;
    }

    Outcome outcome(long version) {
        return switch (verdict) {
            case ACCEPTED -> new Outcome(verdict, receivedAt, version, replaced, List.of());
            case DUPLICATE -> new Outcome(verdict, standing.receivedAt(), version, false, List.of());
            case CONFLICT -> {
                List<String> differs = rating.meaning().differs(standing.meaning());
                yield new Outcome(verdict, standing.receivedAt(), version, false, differs);
            }
            case REJECTED, RETRY -> throw new IllegalStateException("a flush decides neither: " + verdict);
        };
    }
}
