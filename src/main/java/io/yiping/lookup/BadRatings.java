package io.yiping.lookup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.Depth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A page of the bad ratings that were received last, the newest first. */
final class BadRatings {

    private static final String SQL = """
            SELECT %s FROM rating
            WHERE level <= 2 AND (received_at, service_event_id) < ($1, $2) AND region_code >= $3 AND region_code < $4
            ORDER BY received_at DESC, service_event_id DESC LIMIT $5
            """.formatted(StoredRating.COLUMNS);

    private static final long ALL_REGIONS = 1_000_000_000_000L;

    private final List<StoredRating> ratings = new ArrayList<>();
    private boolean more;

    /** The last one of the page before. */
    record After(Instant receivedAt, String serviceEventId) {

        /** Before all: nothing is received so late. */
        static final After NOTHING = new After(Instant.parse("9999-12-31T00:00:00Z"), "");

        String cursor() {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt);
            String text = micros + ":" + serviceEventId;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        /** @return null when it is no cursor of ours */
        static After read(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                String[] parts = text.split(":", 2);
                Instant receivedAt = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
                boolean ours = parts.length == 2 && receivedAt.isBefore(NOTHING.receivedAt()) && text.indexOf('\0') < 0;
                return ours ? new After(receivedAt, parts[1]) : null;
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException noCursor) {
                return null;
            }
        }
    }

    /** @param region 12 digits, with all below it; null: everything */
    static Uni<BadRatings> find(Pool pool, Long region, After after, int limit) {
        long from = region == null ? 0 : region;
        long to = region == null ? ALL_REGIONS : region + Depth.of(region).span();
        OffsetDateTime time = after.receivedAt().atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(time, after.serviceEventId(), from, to, limit + 1))
                .map(rows -> page(rows, limit));
    }

    private static BadRatings page(RowSet<Row> rows, int limit) {
        BadRatings page = new BadRatings();
        for (Row row : rows) {
            page.more = page.ratings.size() == limit;
            if (!page.more) {
                page.ratings.add(new StoredRating(row));
            }
        }
        return page;
    }

    void writeMembers(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("ratings");
        for (StoredRating rating : ratings) {
            json.writeStartObject();
            rating.writeMasked(json);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (more) {
            StoredRating last = ratings.get(ratings.size() - 1);
            json.writeStringField(
                    "nextCursor", new After(last.receivedAt().toInstant(), last.serviceEventId()).cursor());
        }
    }
}
