package io.yiping.ledger;

import io.yiping.rating.Origin;
import java.util.UUID;

/**
 * All entries of one service event in a flush, in the order of arrival. Repeats are settled here, before the database
 * sees them: it is offered one candidate an event.
 */
final class EventGroup {

    private final Entry first;
    private Entry last;

    /**
     * The entry that stands if nothing stood before, and that replaces a default rating if one did: the first active
     * one, else the first.
     */
    private Entry candidate;

    /** What stood before this flush, or null when the candidate was inserted. */
    private Standing before;

    EventGroup(Entry first) {
        this.first = first;
        this.last = first;
        this.candidate = first;
        first.next = null;
    }

    void add(Entry entry) {
        entry.next = null;
        last.next = entry;
        last = entry;
        if (candidate.rating.origin() == Origin.DEFAULT && entry.rating.origin() == Origin.ACTIVE) {
            candidate = entry;
        }
    }

    UUID eventKey() {
        return first.eventKey;
    }

    String serviceEventId() {
        return first.rating.serviceEventId();
    }

    boolean isOf(Entry entry) {
        return first.eventKey.equals(entry.eventKey);
    }

    Entry candidate() {
        return candidate;
    }

    Entry first() {
        return first;
    }

    Standing before() {
        return before;
    }

    void foundStanding(Standing standing) {
        before = standing;
    }

    /** Its candidate takes the place of a default rating. */
    boolean replaces() {
        return before != null && before.isReplacedBy(candidate);
    }

    void decide() {
        Standing standing = before;
        for (Entry entry = first; entry != null; entry = entry.next) {
            standing = entry.decide(standing);
        }
    }

    boolean hasConflict() {
        for (Entry entry = first; entry != null; entry = entry.next) {
            if (entry.isConflict()) {
                return true;
            }
        }
        return false;
    }

    /** It conflicts with a rating that was read without its meaning. */
    boolean lacksMeaningToCompare() {
        for (Entry entry = first; entry != null; entry = entry.next) {
            if (entry.lacksMeaningToCompare()) {
                return true;
            }
        }
        return false;
    }
}
