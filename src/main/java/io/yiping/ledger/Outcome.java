package io.yiping.ledger;

import io.yiping.rating.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * What became of one rating.
 *
 * @param verdict accepted, duplicate, conflict or retry; the ledger rejects nothing
 * @param receivedAt when the rating that stands was received; null for retry
 * @param version the version that contains it (accepted) or from which it was answered; 0 for retry
 * @param replaced accepted in place of a default rating
 * @param differs the fields in which it differs from the one that stands; empty unless conflict
 */
public record Outcome(Verdict verdict, Instant receivedAt, long version, boolean replaced, List<String> differs) {

    static final Outcome RETRY = new Outcome(Verdict.RETRY, null, 0, false, List.of());
}
