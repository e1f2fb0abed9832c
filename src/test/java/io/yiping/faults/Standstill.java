package io.yiping.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One version, held still: takes the lock under which versions are drawn, so that no ledger transaction commits while
 * this is open. What {@link #connection} reads is exactly what the version contains. To be held for tenths of a second.
 */
final class Standstill implements AutoCloseable {

    /** "yiping", the lock of versions. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(x'796970696e67'::bigint)";

    private static final String VERSION = """
            SELECT greatest((SELECT max(version) FROM count_journal), (SELECT version FROM count_fold))
            """;

    private final Connection connection;
    private final long version;

    private Standstill(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            try (ResultSet row = statement.executeQuery(VERSION)) {
                row.next();
                this.version = row.getLong(1);
            }
        }
    }

    static Standstill of(Database database) throws SQLException {
        return new Standstill(database.connect());
    }

    Connection connection() {
        return connection;
    }

    long version() {
        return version;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
