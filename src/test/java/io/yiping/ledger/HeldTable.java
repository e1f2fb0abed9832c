package io.yiping.ledger;

import io.agroal.api.AgroalDataSource;
import io.yiping.rating.EventKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Another session in the database: holds locks or keys in the ledger's way until it is closed. */
final class HeldTable implements AutoCloseable {

    private final Connection connection;

    HeldTable(AgroalDataSource database) throws SQLException {
        connection = database.getConnection();
        connection.setAutoCommit(false);
    }

    /** Nobody can insert until this is closed. */
    static HeldTable locked(AgroalDataSource database) throws SQLException {
        HeldTable held = new HeldTable(database);
        held.execute("LOCK TABLE rating IN ACCESS EXCLUSIVE MODE");
        return held;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Takes a key as a rating of its own would, and commits nothing. */
    void insert(String serviceEventId) throws SQLException {
        execute("""
                INSERT INTO rating (fingerprint, region_code, rated_at, received_at, source, level, channel, origin, proxy,
                                    event_key, service_event_id, agency_code)
                VALUES (gen_random_uuid(), 411302000000, now(), now(), 0, 5, 1, 0, false, '%s', '%s', '11411302MB0F12345X')
                """.formatted(EventKey.of(serviceEventId), serviceEventId));
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
