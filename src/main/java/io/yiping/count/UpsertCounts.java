package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.Level;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;

/** Adds sums to the count table, in the order of its key. */
final class UpsertCounts {

    private static final String SQL = """
            INSERT INTO count_day AS known (day, region, channel, origin, n1, n2, n3, n4, n5)
            SELECT * FROM unnest($1::date[], $2::bigint[], $3::smallint[], $4::smallint[],
                                 $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
            ON CONFLICT (day, region, channel, origin) DO UPDATE SET
                n1 = known.n1 + excluded.n1,
                n2 = known.n2 + excluded.n2,
                n3 = known.n3 + excluded.n3,
                n4 = known.n4 + excluded.n4,
                n5 = known.n5 + excluded.n5
            """;

    private UpsertCounts() {}

    static Uni<Void> run(SqlConnection connection, SortedMap<Cell, Levels> sums) {
        int n = sums.size();
        LocalDate[] days = new LocalDate[n];
        Long[] regions = new Long[n];
        Short[] channels = new Short[n];
        Short[] origins = new Short[n];
        Long[][] counts = new Long[Level.HIGHEST][n];
        int i = 0;
        for (Map.Entry<Cell, Levels> sum : sums.entrySet()) {
            Cell cell = sum.getKey();
            days[i] = cell.day();
            regions[i] = cell.region();
            channels[i] = (short) cell.channel().code();
            origins[i] = (short) cell.origin().code();
            for (Level level : Level.values()) {
                counts[level.ordinal()][i] = sum.getValue().count(level);
            }
            i++;
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfLocalDate(days)
                .addArrayOfLong(regions)
                .addArrayOfShort(channels)
                .addArrayOfShort(origins);
        for (Long[] ofLevel : counts) {
            columns.addArrayOfLong(ofLevel);
        }
        return connection.preparedQuery(SQL).execute(columns).replaceWithVoid();
    }
}
