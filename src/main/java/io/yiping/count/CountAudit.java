package io.yiping.count;

import io.smallrye.mutiny.Multi;
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
 * Proves the counts: counts every rating again and compares, in every dimension and with every count table, in one
 * transaction that sees one consistent view. It trusts neither memory nor this service's arithmetic ({@link AuditSql}).
 *
 * <p>Bound: one audit at a time; whoever asks meanwhile shares the next one, so that a proof is never older than its
 * request. It reads all ratings five times: some ten seconds a million.
 *
 * <p>Thread-safety: safe.
 */
@Singleton
public final class CountAudit {

    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /** Sums of some hundred thousand keys in memory, in place of files. */
    private static final String MEMORY = "SET LOCAL work_mem = '64MB'";

    /** How long a proof may take, and the one before it: some hundred million ratings. */
    public static final Duration PATIENCE = Duration.ofMinutes(30);

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
        return connections.open("audit", PATIENCE).chain(CountAudit::audit);
    }

    private static Uni<Proof> audit(SqlConnection connection) {
        long started = System.nanoTime();
        return connection
                .query(BEGIN)
                .execute()
                .chain(() -> connection.query(MEMORY).execute())
                .chain(() -> dimensions(connection))
                .chain(dimensions -> version(connection).map(version -> proof(version, dimensions, started)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onTermination()
                .call(connection::close);
    }

    private static Uni<Long> version(SqlConnection connection) {
        return connection.query(AuditSql.VERSION).execute().map(rows -> rows.iterator()
                .next()
                .getLong(0));
    }

    private static Uni<List<Dimension>> dimensions(SqlConnection connection) {
        return Multi.createFrom()
                .iterable(AuditSql.STATEMENTS)
                .onItem()
                .transformToUniAndConcatenate(sql -> connection.query(sql).execute())
                .collect()
                .in(ArrayList::new, CountAudit::read);
    }

    private static void read(List<Dimension> dimensions, RowSet<Row> rows) {
        for (Row row : rows) {
            dimensions.add(new Dimension(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3)));
        }
    }

    private static Proof proof(long version, List<Dimension> dimensions, long started) {
        return new Proof(version, dimensions, (System.nanoTime() - started) / 1_000_000);
    }
}
