package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.ledger.Change;
import io.yiping.rating.Meaning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the packed row of count changes under the next version. The version is drawn under a lock that is held until
 * the transaction has ended and is visible: so, over all instances, whoever sees a version sees all before it.
 *
 * <p>The changes are not summed up: by minute, agency and matter hardly two of a transaction are alike.
 */
final class AppendToJournal {

    /** "yiping" as a number; the lock's name within the database. */
    private static final long LOCK = 0x796970696e67L;

    private static final String SQL = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d))
            INSERT INTO count_journal (version, recorded_at, token, size,
                                       minutes, regions, codes, agencies, matters, channels, origins, levels, changes)
            SELECT nextval('count_version'), clock_timestamp(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM turn
            RETURNING version
            """.formatted(LOCK);

    private AppendToJournal() {}

    static Uni<Long> run(SqlConnection connection, UUID token, List<Change> changes) {
        return connection.preparedQuery(SQL).execute(columns(token, changes)).map(rows -> rows.iterator()
                .next()
                .getLong(0));
    }

    private static Tuple columns(UUID token, List<Change> changes) {
        int n = changes.size();
        Integer[] minutes = new Integer[n];
        Long[] regions = new Long[n];
        Map<String, Integer> codes = new HashMap<>();
        Integer[] agencies = new Integer[n];
        Integer[] matters = new Integer[n];
        Short[] channels = new Short[n];
        Short[] origins = new Short[n];
        Short[] levels = new Short[n];
        Short[] by = new Short[n];
        for (int i = 0; i < n; i++) {
            Change change = changes.get(i);
            Meaning meaning = change.meaning();
            minutes[i] = Shanghai.minute(change.ratedAt());
            regions[i] = meaning.region();
            agencies[i] = number(codes, meaning.agency());
            matters[i] = meaning.matter() == null ? 0 : number(codes, meaning.matter());
            channels[i] = (short) meaning.channel().code();
            origins[i] = (short) change.origin().code();
            levels[i] = (short) meaning.level().number();
            by[i] = (short) change.by();
        }
        return Tuple.tuple()
                .addUUID(token)
                .addInteger(n)
                .addArrayOfInteger(minutes)
                .addArrayOfLong(regions)
                .addArrayOfString(inOrder(codes))
                .addArrayOfInteger(agencies)
                .addArrayOfInteger(matters)
                .addArrayOfShort(channels)
                .addArrayOfShort(origins)
                .addArrayOfShort(levels)
                .addArrayOfShort(by);
    }

    private static Integer number(Map<String, Integer> codes, String code) {
        Integer known = codes.putIfAbsent(code, codes.size() + 1);
        return known == null ? codes.size() : known;
    }

    private static String[] inOrder(Map<String, Integer> codes) {
        String[] inOrder = new String[codes.size()];
        codes.forEach((code, number) -> inOrder[number - 1] = code);
        return inOrder;
    }
}
