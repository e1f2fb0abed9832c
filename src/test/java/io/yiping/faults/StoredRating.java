package io.yiping.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A row of {@code rating}, read by SQL. */
record StoredRating(Offer offer, Instant receivedAt) {

    private static final String SQL = """
            SELECT service_event_id, origin, level, channel, region_code, coalesce(comment, ''), rated_at, received_at
            FROM rating WHERE starts_with(service_event_id, ?)
            """;

    static List<StoredRating> all(Database database, String prefix) throws SQLException {
        try (Connection connection = database.connect()) {
            return all(connection, prefix);
        }
    }

    static List<StoredRating> all(Connection connection, String prefix) throws SQLException {
        List<StoredRating> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, prefix);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(of(row));
                }
            }
        }
        return rows;
    }

    /** One number. */
    static long number(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static StoredRating of(ResultSet row) throws SQLException {
        Offer offer = new Offer(
                row.getString(1),
                row.getInt(2) == 0,
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6),
                instant(row, 7));
        return new StoredRating(offer, instant(row, 8));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
