package io.yiping.load.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that measurements share, one after the other.
 *
 * <p>Bound: as many as are asked for. Failure: fewer than that are none. Thread-safety: the list no longer changes; each
 * connection is one thread's at a time.
 */
final class Connections implements AutoCloseable {
    private final List<Connection> all = new ArrayList<>();

    private Connections() {}

    static Connections open(Database database, int count) throws SQLException {
        Connections connections = new Connections();
        try {
            for (int i = 0; i < count; i++) {
                connections.all.add(database.connect());
            }
            return connections;
        } catch (SQLException e) {
            SQLException failed = new SQLException("%d connections are needed: %s".formatted(count, e.getMessage()), e);
            try {
                connections.close();
            } catch (SQLException unclosed) {
                failed.addSuppressed(unclosed);
            }
            throw failed;
        }
    }

    List<Connection> all() {
        return all;
    }

    @Override
    public void close() throws SQLException {
        SQLException first = null;
        for (Connection connection : all) {
            try {
                connection.close();
            } catch (SQLException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
