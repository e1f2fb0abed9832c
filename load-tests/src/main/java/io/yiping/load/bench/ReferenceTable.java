package io.yiping.load.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;

/**
 * The fixed table {@code bench.reference_rating}: ten columns and a unique key, the least that storing ratings once can mean. Its name is
 * not one of the service's: a role named like the schema would make the service find it first.
 */
final class ReferenceTable {
    static final String COPY = "COPY bench.reference_rating FROM STDIN";

    static final String INSERT = """
            INSERT INTO bench.reference_rating
              (service_event_id, level, channel, origin, region_code, agency_code, matter_code, rated_at, options, comment)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String CREATE = """
            CREATE SCHEMA IF NOT EXISTS bench;
            CREATE TABLE IF NOT EXISTS bench.reference_rating (
              service_event_id text COLLATE "C" PRIMARY KEY,
              level smallint NOT NULL,
              channel smallint NOT NULL,
              origin smallint NOT NULL,
              region_code bigint NOT NULL,
              agency_code text NOT NULL,
              matter_code text,
              rated_at timestamptz NOT NULL,
              options text,
              comment text)
            """;

    private static final String TRUNCATE = "TRUNCATE bench.reference_rating";
    private static final String COUNT = "SELECT count(*) FROM bench.reference_rating";

    private final Connection connection;

    private ReferenceTable(Connection connection) {
        this.connection = connection;
    }

    static ReferenceTable create(Connection connection) throws SQLException {
        ReferenceTable table = new ReferenceTable(connection);
        table.execute(CREATE);
        return table;
    }

    /** Commits at once: a table emptied in the same transaction could be filled without WAL. */
    void truncate() throws SQLException {
        execute(TRUNCATE);
    }

    void verifyRows(int expected) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            rows.next();
            if (rows.getLong(1) != expected) {
                throw new SQLException(
                        "bench.reference_rating has %d rows and must have %d".formatted(rows.getLong(1), expected));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static void set(PreparedStatement insert, BenchRating rating, String suffix) throws SQLException {
        insert.setString(1, rating.serviceEventId() + suffix);
        insert.setShort(2, rating.level());
        insert.setShort(3, rating.channel());
        insert.setShort(4, rating.origin());
        insert.setLong(5, rating.regionCode());
        insert.setString(6, rating.agencyCode());
        insert.setString(7, rating.matterCode());
        insert.setObject(8, rating.ratedAt(), Types.TIMESTAMP_WITH_TIMEZONE);
        insert.setString(9, rating.options());
        insert.setString(10, rating.comment());
    }

    /** The rows in COPY's text format. */
    static byte[] copyText(List<BenchRating> ratings, String suffix) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(ratings.size() * 200);
        for (BenchRating rating : ratings) {
            String row = String.join(
                    "\t",
                    rating.serviceEventId() + suffix,
                    String.valueOf(rating.level()),
                    String.valueOf(rating.channel()),
                    String.valueOf(rating.origin()),
                    String.valueOf(rating.regionCode()),
                    rating.agencyCode(),
                    escaped(rating.matterCode()),
                    rating.ratedAt().toString(),
                    escaped(rating.options()),
                    escaped(rating.comment()));
            text.writeBytes((row + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return text.toByteArray();
    }

    private static String escaped(String text) {
        return text == null
                ? "\\N"
                : text.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }
}
