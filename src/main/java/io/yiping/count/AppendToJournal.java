package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.ledger.Change;
import io.yiping.rating.Level;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the packed row of count changes under the next version. The version is drawn under a lock that is held until
 * the transaction has ended and is visible: so, over all instances, whoever sees a version sees all before it.
 */
final class AppendToJournal {

    /** "yiping" as a number; the lock's name within the database. */
    private static final long LOCK = 0x796970696e67L;

    private static final String SQL = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d))
            INSERT INTO count_journal
                   (version, recorded_at, token, days, regions, channels, origins, levels, changes)
            SELECT nextval('count_version'), clock_timestamp(), $1, $2, $3, $4, $5, $6, $7 FROM turn
            RETURNING version
            """.formatted(LOCK);

    private AppendToJournal() {}

    static Uni<Long> run(SqlConnection connection, UUID token, List<Change> changes) {
        return connection
                .preparedQuery(SQL)
                .execute(columns(token, sums(changes)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private record LevelOfCell(Cell cell, Level level) {}

    private static Map<LevelOfCell, Integer> sums(List<Change> changes) {
        Map<LevelOfCell, Integer> sums = new HashMap<>();
        for (Change change : changes) {
            sums.merge(new LevelOfCell(Cell.of(change), change.meaning().level()), change.by(), Integer::sum);
        }
        return sums;
    }

    private static Tuple columns(UUID token, Map<LevelOfCell, Integer> sums) {
        int n = sums.size();
        LocalDate[] days = new LocalDate[n];
        Long[] regions = new Long[n];
        Short[] channels = new Short[n];
        Short[] origins = new Short[n];
        Short[] levels = new Short[n];
        Integer[] changes = new Integer[n];
        int i = 0;
        for (Map.Entry<LevelOfCell, Integer> sum : sums.entrySet()) {
            Cell cell = sum.getKey().cell();
            days[i] = cell.day();
            regions[i] = cell.region();
            channels[i] = (short) cell.channel().code();
            origins[i] = (short) cell.origin().code();
            levels[i] = (short) sum.getKey().level().number();
            changes[i++] = sum.getValue();
        }
        return Tuple.tuple()
                .addUUID(token)
                .addArrayOfLocalDate(days)
                .addArrayOfLong(regions)
                .addArrayOfShort(channels)
                .addArrayOfShort(origins)
                .addArrayOfShort(levels)
                .addArrayOfInteger(changes);
    }
}
