package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.yiping.platform.DirectConnections;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves the counts: counts every rating again and compares, in every dimension, in one statement and so from one
 * consistent view. It trusts neither memory nor this service's arithmetic: the journal is summed up by PostgreSQL too.
 *
 * <p>Bound: one audit at a time; whoever asks meanwhile shares the next one, so that a proof is never older than its
 * request. It reads all ratings: about a second a million.
 *
 * <p>Thread-safety: safe.
 */
@Singleton
public final class CountAudit {

    private static final String SQL = """
            WITH fold AS (SELECT version FROM count_fold),
            counted AS (
                SELECT day, region, channel, origin, level, n
                FROM count_day, LATERAL (VALUES (1, n1), (2, n2), (3, n3), (4, n4), (5, n5)) AS one (level, n)
                WHERE n <> 0
                UNION ALL
                SELECT change.*
                FROM count_journal AS entry, fold,
                     unnest(entry.days, entry.regions, entry.channels, entry.origins, entry.levels, entry.changes) AS change
                WHERE entry.version > fold.version
            ),
            recounted AS (
                SELECT (rated_at AT TIME ZONE 'Asia/Shanghai')::date AS day, region_code AS region, channel, origin, level,
                       count(*) AS n
                FROM rating
                GROUP BY 1, 2, 3, 4, 5
            ),
            cells AS (
                SELECT day, region, channel, origin, level, sum(counted)::bigint AS counted, sum(ratings)::bigint AS ratings
                FROM (
                    SELECT day, region, channel, origin, level, n AS counted, 0 AS ratings FROM counted
                    UNION ALL
                    SELECT day, region, channel, origin, level, 0, n FROM recounted
                ) AS both_sides
                GROUP BY day, region, channel, origin, level
            ),
            keys AS (
                SELECT CASE GROUPING(day, region, channel, origin, level)
                            WHEN 31 THEN 'total' WHEN 15 THEN 'day' WHEN 23 THEN 'region' WHEN 27 THEN 'channel'
                            WHEN 29 THEN 'origin' WHEN 30 THEN 'level' ELSE 'day+region+channel+origin+level'
                       END AS dimension,
                       sum(counted)::bigint AS counted, sum(ratings)::bigint AS ratings
                FROM cells
                GROUP BY GROUPING SETS ((), (day), (region), (channel), (origin), (level),
                                        (day, region, channel, origin, level))
            )
            SELECT dimension, coalesce(sum(counted), 0)::bigint, coalesce(sum(ratings), 0)::bigint,
                   coalesce(sum(abs(counted - ratings)), 0)::bigint,
                   greatest((SELECT max(version) FROM count_journal), (SELECT version FROM fold)),
                   (extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000)::bigint
            FROM keys GROUP BY dimension ORDER BY dimension
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final DirectConnections connections;
    private Uni<Proof> running;
    private Uni<Proof> following;

    CountAudit(DirectConnections connections) {
        this.connections = connections;
    }

    /**
     * What one dimension's counts and its ratings say.
     *
     * @param difference the sum over its keys of abs(counted − ratings)
     */
    public record Dimension(String name, long counted, long ratings, long difference) {}

    /** @param version the version that was proved */
    public record Proof(long version, List<Dimension> dimensions, long tookMillis) {

        /** 0, or the service has a defect. */
        public long difference() {
            return dimensions.stream().mapToLong(Dimension::difference).sum();
        }
    }

    /** A proof from a view not older than this call; fails when the database cannot be read. */
    public synchronized Uni<Proof> prove() {
        if (running == null) {
            running = audit().onTermination().invoke(this::next).memoize().indefinitely();
            return running;
        }
        if (following == null) {
            following = running.onItemOrFailure()
                    .transformToUni((done, failed) -> audit())
                    .onTermination()
                    .invoke(this::next)
                    .memoize()
                    .indefinitely();
        }
        return following;
    }

    private synchronized void next() {
        running = following;
        following = null;
    }

    private Uni<Proof> audit() {
        return connections.open("yiping-audit", PATIENCE).chain(CountAudit::audit);
    }

    private static Uni<Proof> audit(SqlConnection connection) {
        return connection
                .query(SQL)
                .execute()
                .map(CountAudit::proof)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onTermination()
                .call(connection::close);
    }

    private static Proof proof(RowSet<Row> rows) {
        List<Dimension> dimensions = new ArrayList<>();
        long version = 0;
        long tookMillis = 0;
        for (Row row : rows) {
            dimensions.add(new Dimension(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3)));
            version = row.getLong(4);
            tookMillis = row.getLong(5);
        }
        return new Proof(version, dimensions, tookMillis);
    }
}
