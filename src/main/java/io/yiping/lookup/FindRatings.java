package io.yiping.lookup;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.EventKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Which of some service events have a rating: when it was received, and its level. */
final class FindRatings {

    private static final String SQL =
            "SELECT service_event_id, received_at, level FROM rating WHERE event_key = ANY ($1)";

    private FindRatings() {}

    record Found(Instant receivedAt, int level) {}

    static Uni<Map<String, Found>> run(Pool pool, Collection<String> serviceEventIds) {
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(serviceEventIds.stream().map(EventKey::of).toArray(UUID[]::new)))
                .map(FindRatings::byEvent);
    }

    private static Map<String, Found> byEvent(RowSet<Row> rows) {
        Map<String, Found> found = new HashMap<>();
        for (Row row : rows) {
            found.put(row.getString(0), new Found(row.getOffsetDateTime(1).toInstant(), row.getShort(2)));
        }
        return found;
    }
}
