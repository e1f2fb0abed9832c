package io.yiping.ledger;

import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.Meaning;
import io.yiping.rating.Rating;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Ratings turned into one array a column, as {@code unnest} takes them. */
final class RatingColumns {

    /** The columns of {@code rating} that a submission fills, in the order of {@link #ROWS}. */
    static final String COLUMNS = """
            service_event_id, level, channel, origin, proxy, region_code, rated_at, served_at, received_at, fingerprint,
            agency_code, matter_code, window_code, staff_code, options, comment, event_key
            """;

    static final int COUNT = COLUMNS.split(",").length;

    /** Several {@code unnest} in the list of columns: in FROM each would first be stored apart, at a third of the cost. */
    static final String ROWS = """
            SELECT unnest($1::text[]) AS service_event_id, unnest($2::smallint[]) AS level,
                   unnest($3::smallint[]) AS channel, unnest($4::smallint[]) AS origin, unnest($5::boolean[]) AS proxy,
                   unnest($6::bigint[]) AS region_code, unnest($7::timestamptz[]) AS rated_at,
                   unnest($8::timestamptz[]) AS served_at, unnest($9::timestamptz[]) AS received_at,
                   unnest($10::uuid[]) AS fingerprint, unnest($11::text[]) AS agency_code,
                   unnest($12::text[]) AS matter_code, unnest($13::text[]) AS window_code,
                   unnest($14::text[]) AS staff_code, unnest($15::text[]) AS options, unnest($16::text[]) AS comment,
                   unnest($17::uuid[]) AS event_key
            """;

    private RatingColumns() {}

    static Tuple of(List<EventGroup> groups) {
        int n = groups.size();
        String[] ids = new String[n];
        Short[] levels = new Short[n];
        Short[] channels = new Short[n];
        Short[] origins = new Short[n];
        Boolean[] proxies = new Boolean[n];
        Long[] regions = new Long[n];
        OffsetDateTime[] ratedAt = new OffsetDateTime[n];
        OffsetDateTime[] servedAt = new OffsetDateTime[n];
        OffsetDateTime[] receivedAt = new OffsetDateTime[n];
        UUID[] fingerprints = new UUID[n];
        String[] agencies = new String[n];
        String[] matters = new String[n];
        String[] windows = new String[n];
        String[] staff = new String[n];
        String[] options = new String[n];
        String[] comments = new String[n];
        UUID[] eventKeys = new UUID[n];
        for (int i = 0; i < n; i++) {
            Entry entry = groups.get(i).candidate();
            Rating rating = entry.rating;
            Meaning meaning = rating.meaning();
            ids[i] = rating.serviceEventId();
            levels[i] = (short) meaning.level().number();
            channels[i] = (short) meaning.channel().code();
            origins[i] = (short) rating.origin().code();
            proxies[i] = meaning.proxy();
            regions[i] = meaning.region();
            ratedAt[i] = utc(rating.ratedAt());
            servedAt[i] = utc(rating.servedAt());
            // What came together was received together.
            boolean together = i > 0 && entry.receivedAt == groups.get(i - 1).candidate().receivedAt;
            receivedAt[i] = together ? receivedAt[i - 1] : utc(entry.receivedAt);
            fingerprints[i] = entry.fingerprint;
            agencies[i] = meaning.agency();
            matters[i] = meaning.matter();
            windows[i] = meaning.window();
            staff[i] = meaning.staff();
            options[i] = meaning.options();
            comments[i] = meaning.comment();
            eventKeys[i] = entry.eventKey;
        }
        return Tuple.tuple()
                .addArrayOfString(ids)
                .addArrayOfShort(levels)
                .addArrayOfShort(channels)
                .addArrayOfShort(origins)
                .addArrayOfBoolean(proxies)
                .addArrayOfLong(regions)
                .addArrayOfOffsetDateTime(ratedAt)
                .addArrayOfOffsetDateTime(servedAt)
                .addArrayOfOffsetDateTime(receivedAt)
                .addArrayOfUUID(fingerprints)
                .addArrayOfString(agencies)
                .addArrayOfString(matters)
                .addArrayOfString(windows)
                .addArrayOfString(staff)
                .addArrayOfString(options)
                .addArrayOfString(comments)
                .addArrayOfUUID(eventKeys);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
