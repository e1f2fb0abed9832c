package io.yiping.rating;

import java.time.Instant;

/**
 * A valid rating of one service event, as it is stored.
 *
 * @param serviceEventId the key: one service event has one rating, for ever
 * @param origin active or default
 * @param meaning all that tells a repeat from a conflict
 * @param ratedAt when the person rated, to the microsecond
 * @param servedAt when the service ended, or null
 */
public record Rating(String serviceEventId, Origin origin, Meaning meaning, Instant ratedAt, Instant servedAt) {}
