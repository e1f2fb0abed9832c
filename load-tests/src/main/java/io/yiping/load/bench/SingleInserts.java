package io.yiping.load.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** One prepared INSERT … ON CONFLICT DO NOTHING a transaction over many connections: what a plain service does for each request. */
final class SingleInserts implements Measurement {
    private final List<Connection> connections;
    private final ReferenceTable table;

    SingleInserts(List<Connection> connections, ReferenceTable table) {
        this.connections = connections;
        this.table = table;
    }

    @Override
    public String word() {
        return table.word("inserts");
    }

    @Override
    public String name() {
        return table.name("one INSERT a transaction, %d connections".formatted(connections.size()));
    }

    @Override
    public Kind kind() {
        return Kind.SINGLES;
    }

    @Override
    public boolean leavesFolding() {
        return false;
    }

    @Override
    public Timed prepare(Work work) throws SQLException {
        table.prepare(work.count());
        AtomicInteger next = new AtomicInteger();
        String sql = table.insertSql();
        String text = new String(work.mark(), StandardCharsets.US_ASCII);
        List<Callable<Long>> clients = new ArrayList<>();
        connections.forEach(connection -> clients.add(() -> insert(connection, sql, work.ratings(), next, text)));
        return () -> Course.refused(Parallel.sum(clients));
    }

    private static long insert(
            Connection connection, String sql, List<BenchRating> ratings, AtomicInteger next, String mark)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = next.getAndIncrement(); i < ratings.size(); i = next.getAndIncrement()) {
                ReferenceTable.set(insert, ratings.get(i), mark);
                insert.executeUpdate();
            }
        }
        return 0;
    }

    @Override
    public void verify(int ratings) throws SQLException {
        table.verifyRows();
    }
}
