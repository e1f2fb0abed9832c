package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Sums of the count table by day and origin, and the version up to which they go, from one snapshot. */
final class SelectCounts {

    private static final String SQL = """
            SELECT fold.version, sums.*
            FROM count_fold AS fold
            LEFT JOIN (
                SELECT day, origin, sum(n1)::bigint, sum(n2)::bigint, sum(n3)::bigint, sum(n4)::bigint, sum(n5)::bigint
                FROM count_day WHERE day >= $1 AND day < $2
                GROUP BY day, origin
            ) AS sums ON true
            """;

    private SelectCounts() {}

    /** The count table's part of an answer. */
    record Folded(long version, List<Sum> sums) {}

    record Sum(LocalDate day, Origin origin, Levels levels) {}

    static Uni<Folded> between(Pool pool, LocalDate from, LocalDate to) {
        return pool.preparedQuery(SQL).execute(Tuple.of(from, to)).map(SelectCounts::folded);
    }

    private static Folded folded(RowSet<Row> rows) {
        List<Sum> sums = new ArrayList<>(rows.size());
        long version = 0;
        for (Row row : rows) {
            version = row.getLong(0);
            if (row.getLocalDate(1) != null) {
                sums.add(sum(row));
            }
        }
        return new Folded(version, sums);
    }

    private static Sum sum(Row row) {
        Levels levels = new Levels();
        for (Level level : Level.values()) {
            levels.add(level, row.getLong(3 + level.ordinal()));
        }
        return new Sum(row.getLocalDate(1), Origin.of(row.getShort(2)), levels);
    }
}
