package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Puts active ratings in the place of default ones, whose rows are locked already. */
final class ReplaceDefaults {

    private static final String SQL = """
            UPDATE rating SET (%1$s, source) = ROW (%2$s, 0)
            FROM (%3$s) AS active
            WHERE rating.event_key = active.event_key
            """.formatted(
                    RatingColumns.COLUMNS,
                    "active." + RatingColumns.COLUMNS.strip().replaceAll(",\\s+", ", active."),
                    RatingColumns.ROWS);

    private ReplaceDefaults() {}

    static Uni<Void> run(SqlConnection connection, List<EventGroup> locked) {
        return connection.preparedQuery(SQL).execute(RatingColumns.of(locked)).replaceWithVoid();
    }
}
