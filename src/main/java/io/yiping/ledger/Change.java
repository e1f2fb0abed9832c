package io.yiping.ledger;

import io.yiping.rating.Meaning;
import io.yiping.rating.Origin;
import io.yiping.rating.Rating;
import java.time.Instant;

/**
 * One rating that a transaction adds to what stands, or takes from it because an active rating replaced it.
 *
 * @param by +1 or -1
 */
public record Change(Meaning meaning, Origin origin, Instant ratedAt, int by) {

    static Change added(Rating rating) {
        return new Change(rating.meaning(), rating.origin(), rating.ratedAt(), 1);
    }

    static Change removed(Standing standing) {
        return new Change(standing.meaning(), standing.origin(), standing.ratedAt(), -1);
    }
}
