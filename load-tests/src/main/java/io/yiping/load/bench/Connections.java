package io.yiping.load.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Connections that measurements share, one after the other. */
final class Connections implements AutoCloseable {
    private final List<Connection> open = new ArrayList<>();

    private Connections() {}

    static Connections open(Database database, int count) throws SQLException {
        Connections connections = new Connections();
        try {
            for (int i = 0; i < count; i++) {
                connections.open.add(database.connect());
            }
            return connections;
        } catch (SQLException e) {
            connections.close();
            throw new SQLException("%d connections are needed: %s".formatted(count, e.getMessage()), e);
        }
    }

    List<Connection> all() {
        return open;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : open) {
            connection.close();
        }
    }
}
