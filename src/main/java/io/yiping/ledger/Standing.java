package io.yiping.ledger;

import io.vertx.mutiny.sqlclient.Row;
import io.yiping.rating.Channel;
import io.yiping.rating.Level;
import io.yiping.rating.Meaning;
import io.yiping.rating.Origin;
import io.yiping.rating.Rating;
import java.time.Instant;
import java.util.UUID;

/**
 * The rating that stands for an event, as far as it was read.
 *
 * @param receivedAt the first receipt's time
 * @param ratedAt null when only the key facts were read
 * @param meaning null when only the key facts were read
 */
record Standing(Origin origin, UUID fingerprint, Instant receivedAt, Instant ratedAt, Meaning meaning) {

    /** The columns of a standing read with its meaning, in the order of {@link #whole}. */
    static final String COLUMNS = """
            event_key, origin, fingerprint, received_at, rated_at, level, options, comment, channel, region_code,
            agency_code, matter_code, window_code, staff_code, proxy
            """;

    static Standing of(Entry entry) {
        Rating rating = entry.rating;
        return new Standing(rating.origin(), entry.fingerprint, entry.receivedAt, rating.ratedAt(), rating.meaning());
    }

    /** From {@code event_key, origin, fingerprint, received_at}. */
    static Standing keyFacts(Row row) {
        return new Standing(
                Origin.of(row.getShort(1)),
                row.getUUID(2),
                row.getOffsetDateTime(3).toInstant(),
                null,
                null);
    }

    static Standing whole(Row row) {
        Meaning meaning = new Meaning(
                Level.of(row.getShort(5)),
                row.getString(6),
                row.getString(7),
                Channel.of(row.getShort(8)),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getBoolean(14));
        Instant receivedAt = row.getOffsetDateTime(3).toInstant();
        Instant ratedAt = row.getOffsetDateTime(4).toInstant();
        return new Standing(Origin.of(row.getShort(1)), row.getUUID(2), receivedAt, ratedAt, meaning);
    }

    boolean isReplacedBy(Entry entry) {
        return origin == Origin.DEFAULT && entry.rating.origin() == Origin.ACTIVE;
    }

    /** A default rating where an active one stands is a repeat, whatever it says. */
    boolean isRepeatedBy(Entry entry) {
        boolean outranks = origin == Origin.ACTIVE && entry.rating.origin() == Origin.DEFAULT;
        return outranks || fingerprint.equals(entry.fingerprint);
    }
}
