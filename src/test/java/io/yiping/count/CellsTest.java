package io.yiping.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cells as they are packed here are what PostgreSQL takes apart and adds up, beside a map. */
@QuarkusTest
class CellsTest {

    private static final String READ =
            "SELECT place * 16 + slot, sum(n) FROM count_cells(%s) GROUP BY 1 HAVING sum(n) <> 0";

    /** As folding does. */
    private static final String ADDED_UP =
            "(SELECT (" + UpsertCounts.addedUp("cells") + ") FROM (SELECT ?::integer[] AS cells) AS known)";

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource database;

    @BeforeEach
    void awaitDatabase() {
        new Api(base);
    }

    @Test
    void randomCells_areReadAndCompactedAsTheyWereAdded() throws SQLException {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        // Small ones, ones that need several cells, and some that take out what was added before.
        readAndCompacted(seed, () -> random.nextInt(10) == 0 ? random.nextInt(-9_000_000, 9_000_000) : smallOf(random));
        readAndCompacted(seed, () -> smallOf(random));
    }

    private static int smallOf(SplittableRandom random) {
        return random.nextInt(-3, 4);
    }

    private void readAndCompacted(long seed, IntSupplier counts) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        Cells cells = new Cells();
        Map<Integer, Long> model = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            int place = random.nextInt(60);
            int slot = random.nextInt(Slot.COUNT);
            int n = counts.getAsInt();
            cells.add(place, slot, n);
            model.merge(place * 16 + slot, (long) n, Long::sum);
        }
        cells.add(59, 9, -Math.toIntExact(model.getOrDefault(59 * 16 + 9, 0L)));
        model.remove(59 * 16 + 9);
        model.values().removeIf(n -> n == 0);
        assertEquals(model, read("?", cells), () -> "seed " + seed);
        assertEquals(model, read("count_compacted(?)", cells), () -> "seed " + seed);
        assertEquals(model, read(ADDED_UP, cells), () -> "seed " + seed);
        assertTrue(size("count_compacted(?)", cells) < cells.size(), "nothing was added up");
        assertEquals(size("count_compacted(?)", cells), size(ADDED_UP, cells));
    }

    @Test
    void cellsOfNothing_areCompactedToNone() throws SQLException {
        Cells cells = new Cells();
        cells.add(3, 4, 7);
        cells.add(3, 4, -7);
        assertEquals(0, size("count_compacted(?)", cells));
        assertEquals(0, size(ADDED_UP, cells));
    }

    private Map<Integer, Long> read(String expression, Cells cells) throws SQLException {
        Map<Integer, Long> found = new TreeMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement read = connection.prepareStatement(READ.formatted(expression))) {
            read.setArray(1, array(connection, cells));
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return found;
    }

    private int size(String expression, Cells cells) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement read = connection.prepareStatement("SELECT cardinality(" + expression + ")")) {
            read.setArray(1, array(connection, cells));
            try (ResultSet rows = read.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static Array array(Connection connection, Cells cells) throws SQLException {
        return connection.createArrayOf("integer", cells.toArray());
    }
}
