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
 * A fixed table with ten columns and a unique key, the least that storing ratings once can mean. There are two: one that is emptied
 * before each measurement, and one that keeps its rows as a ledger does, from the start of the run on. Their names are not the
 * service's: a role named like the schema would make the service find them first.
 *
 * <p>Bound: the growing one has none but the rounds; its rows stay in the database until the next run.
 */
final class ReferenceTable {
    private static final String CREATE = """
            CREATE SCHEMA IF NOT EXISTS bench;
            CREATE TABLE IF NOT EXISTS %s (
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

    private static final String INSERT = """
            INSERT INTO %s
              (service_event_id, level, channel, origin, region_code, agency_code, matter_code, rated_at, options, comment)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final Connection connection;
    private final String name;
    private final boolean keepsRows;
    private long expectedRows;

    private ReferenceTable(Connection connection, String name, boolean keepsRows) {
        this.connection = connection;
        this.name = name;
        this.keepsRows = keepsRows;
    }

    /** Empty at the beginning of each measurement. */
    static ReferenceTable emptied(Connection connection) throws SQLException {
        return new ReferenceTable(connection, "bench.reference_rating", false).create();
    }

    /** Empty at the beginning of the run. */
    static ReferenceTable growing(Connection connection) throws SQLException {
        ReferenceTable table = new ReferenceTable(connection, "bench.growing_rating", true).create();
        table.truncate();
        return table;
    }

    private ReferenceTable create() throws SQLException {
        execute(CREATE.formatted(name));
        return this;
    }

    /** The word of a measurement that writes into this table. */
    String word(String ofMeasurement) {
        return keepsRows ? ofMeasurement + "-growing" : ofMeasurement;
    }

    /** Its name. */
    String name(String ofMeasurement) {
        return keepsRows ? ofMeasurement + ", rows kept" : ofMeasurement;
    }

    String copySql() {
        return "COPY " + name + " FROM STDIN";
    }

    String insertSql() {
        return INSERT.formatted(name);
    }

    /** Before so many rows are written. Nothing is read here: it would bring the table into memory right before the clock starts. */
    void prepare(int rows) throws SQLException {
        if (!keepsRows) {
            truncate();
            expectedRows = 0;
        }
        expectedRows += rows;
    }

    /** Commits at once: a table emptied in the same transaction could be filled without WAL. */
    private void truncate() throws SQLException {
        execute("TRUNCATE " + name);
    }

    void verifyRows() throws SQLException {
        long found = rows();
        if (found != expectedRows) {
            throw new SQLException("%s has %d rows and must have %d".formatted(name, found, expectedRows));
        }
    }

    private long rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + name)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static void set(PreparedStatement insert, BenchRating rating, String mark) throws SQLException {
        insert.setString(1, rating.keyWith(mark));
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
    static byte[] copyText(List<BenchRating> ratings, String mark) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(ratings.size() * 200);
        for (BenchRating rating : ratings) {
            String row = String.join(
                    "\t",
                    rating.keyWith(mark),
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
