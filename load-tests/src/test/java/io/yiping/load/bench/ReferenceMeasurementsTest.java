package io.yiping.load.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.yiping.load.generate.GeneratedFile;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Needs a server: {@code mvn verify -Dbench.database=postgresql://user:password@localhost:5432/db}. */
@EnabledIfSystemProperty(named = "bench.database", matches = "postgresql:.*")
class ReferenceMeasurementsTest {
    private static final int RATINGS = 20_000;

    @TempDir
    Path folder;

    @Test
    void copyAndInserts_storeTheSameRows() throws Exception {
        List<BenchRating> ratings =
                BenchFile.read(GeneratedFile.of(RATINGS, 42, 0).writeTo(folder), RATINGS);
        Database database = Database.parse(System.getProperty("bench.database"));
        RunKey keys = new RunKey(1_780_000_000L);
        try (Connection connection = database.connect()) {
            assertEquals(List.of(), ServerSettings.read(connection).off());
            ReferenceTable emptied = ReferenceTable.emptied(connection);
            ReferenceTable growing = ReferenceTable.growing(connection);
            try (Connections connections = Connections.open(database, 4)) {
                for (Measurement measurement : List.of(
                        new CopyRows(connection, emptied),
                        new SingleInserts(connections.all(), emptied),
                        new CopyRows(connection, growing),
                        new SingleInserts(connections.all(), growing))) {
                    measurement.prepare(Work.storing(ratings, keys.next())).run();
                    measurement.verify(RATINGS);
                }
            }
            assertEquals(RATINGS, rows(connection, "bench.reference_rating"));
            assertEquals(2 * RATINGS, rows(connection, "bench.growing_rating"));
        }
    }

    private static long rows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The fake service stores nothing in the database: something else must move its WAL meanwhile. */
    @Test
    void wholeBench_runsAndReports() throws Exception {
        Path file = GeneratedFile.of(RATINGS, 42, 0).writeTo(folder);
        String database = System.getProperty("bench.database");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Thread writer = new Thread(() -> writeWal(Database.parse(database)));
        try (FakeService service = new FakeService(new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z")), 1)) {
            writer.start();
            int code = new BenchCommand(new PrintStream(printed, true, StandardCharsets.UTF_8))
                    .run(List.of(
                            "--file",
                            file.toString(),
                            "--database",
                            database,
                            "--url",
                            service.urls(),
                            "--rounds",
                            "3",
                            "--ratings",
                            "4000",
                            "--singles",
                            "1000",
                            "--warm-up",
                            "200",
                            "--reads",
                            "200",
                            "--fresh-reads",
                            "20"));
            System.out.println(printed.toString(StandardCharsets.UTF_8));
            assertEquals(0, code);
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    private static void writeWal(Database database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!Thread.interrupted()) {
                statement.execute("SELECT pg_logical_emit_message(true, 'bench', repeat('x', 100000))");
                Thread.sleep(5);
            }
        } catch (SQLException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
