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
final class SingleInserts implements Measurement, AutoCloseable {
    static final int CONNECTIONS = 64;

    private final List<Connection> connections;
    private final ReferenceTable table;

    private SingleInserts(List<Connection> connections, ReferenceTable table) {
        this.connections = connections;
        this.table = table;
    }

    static SingleInserts connect(Database database, ReferenceTable table) throws SQLException {
        SingleInserts inserts = new SingleInserts(new ArrayList<>(), table);
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                inserts.connections.add(database.connect());
            }
            return inserts;
        } catch (SQLException e) {
            inserts.close();
            throw new SQLException("%d connections are needed: %s".formatted(CONNECTIONS, e.getMessage()), e);
        }
    }

    @Override
    public String word() {
        return "inserts";
    }

    @Override
    public String name() {
        return "one INSERT a transaction, %d connections".formatted(CONNECTIONS);
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
        table.truncate();
        AtomicInteger next = new AtomicInteger();
        String text = new String(work.suffix(), StandardCharsets.US_ASCII);
        List<Callable<Long>> clients = new ArrayList<>();
        connections.forEach(connection -> clients.add(() -> insert(connection, work.ratings(), next, text)));
        return () -> Course.refused(Parallel.sum(clients));
    }

    private static long insert(Connection connection, List<BenchRating> ratings, AtomicInteger next, String suffix)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ReferenceTable.INSERT)) {
            for (int i = next.getAndIncrement(); i < ratings.size(); i = next.getAndIncrement()) {
                ReferenceTable.set(insert, ratings.get(i), suffix);
                insert.executeUpdate();
            }
        }
        return 0;
    }

    @Override
    public void verify(int ratings) throws SQLException {
        table.verifyRows(ratings);
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
