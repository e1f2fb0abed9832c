package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Keeps the evidence of attempts to rate an event again with another meaning: how many, first, last, what. */
final class RecordConflicts {

    private static final String SQL = """
            INSERT INTO rating_conflict AS known (service_event_id, attempts, first_seen_at, last_seen_at, last_fingerprint)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])
            ON CONFLICT (service_event_id) DO UPDATE SET
                attempts = known.attempts + excluded.attempts,
                first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
                last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
                last_fingerprint = excluded.last_fingerprint
            """;

    private RecordConflicts() {}

    /** @param sorted groups with at least one conflict, by key */
    static Uni<Void> run(SqlConnection connection, List<EventGroup> sorted) {
        int n = sorted.size();
        String[] ids = new String[n];
        Long[] attempts = new Long[n];
        OffsetDateTime[] firstSeen = new OffsetDateTime[n];
        OffsetDateTime[] lastSeen = new OffsetDateTime[n];
        UUID[] fingerprints = new UUID[n];
        for (int i = 0; i < n; i++) {
            ids[i] = sorted.get(i).serviceEventId();
            attempts[i] = 0L;
            for (Entry entry = sorted.get(i).first(); entry != null; entry = entry.next) {
                if (entry.isConflict()) {
                    OffsetDateTime seen = RatingColumns.utc(entry.receivedAt);
                    firstSeen[i] = attempts[i] == 0 ? seen : firstSeen[i];
                    lastSeen[i] = seen;
                    fingerprints[i] = entry.fingerprint;
                    attempts[i]++;
                }
            }
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfString(ids)
                .addArrayOfLong(attempts)
                .addArrayOfOffsetDateTime(firstSeen)
                .addArrayOfOffsetDateTime(lastSeen)
                .addArrayOfUUID(fingerprints);
        return connection.preparedQuery(SQL).execute(columns).replaceWithVoid();
    }
}
