package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads the ratings that stand for events. A statement of its own, after the insert: {@code DO NOTHING} gives no row for
 * a key that was there, and only a new snapshot sees what another transaction committed meanwhile.
 */
final class SelectStanding {

    private static final String KEY_FACTS = """
            SELECT event_key, origin, fingerprint, received_at
            FROM rating WHERE event_key = ANY ($1)
            """;

    private static final String WHOLE = """
            SELECT %s
            FROM rating WHERE event_key = ANY ($1)
            """.formatted(Standing.COLUMNS);

    /** Locks in the order of keys, like the insert. */
    private static final String LOCKED = WHOLE + "ORDER BY event_key FOR UPDATE";

    private SelectStanding() {}

    /** Origin, fingerprint and time: enough for a duplicate, which is what most are. */
    static Uni<Map<UUID, Standing>> keyFacts(SqlConnection connection, List<EventGroup> groups) {
        return run(connection, KEY_FACTS, groups, Standing::keyFacts);
    }

    /** With the meaning, for telling in which fields a conflict differs. */
    static Uni<Map<UUID, Standing>> whole(SqlConnection connection, List<EventGroup> groups) {
        return run(connection, WHOLE, groups, Standing::whole);
    }

    /** With the meaning, locked until the transaction ends; another transaction may have been first. */
    static Uni<Map<UUID, Standing>> locked(SqlConnection connection, List<EventGroup> groups) {
        return run(connection, LOCKED, groups, Standing::whole);
    }

    private static Uni<Map<UUID, Standing>> run(
            SqlConnection connection, String sql, List<EventGroup> groups, Function<Row, Standing> read) {
        return connection.preparedQuery(sql).execute(Tuple.of(keys(groups))).map(rows -> byKey(rows, read));
    }

    private static UUID[] keys(List<EventGroup> groups) {
        UUID[] keys = new UUID[groups.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = groups.get(i).eventKey();
        }
        return keys;
    }

    private static Map<UUID, Standing> byKey(RowSet<Row> rows, Function<Row, Standing> read) {
        Map<UUID, Standing> standing = new HashMap<>(rows.size() * 2);
        for (Row row : rows) {
            standing.put(row.getUUID(0), read.apply(row));
        }
        return standing;
    }
}
