package io.yiping.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * I11: connections that one instance holds, by what for, as the server lists them. More than it may have are leaked ones.
 *
 * <p>Negative control: when what is lost is forgotten and not closed (KeptConnection), {@link NetworkCutIT} fails here.
 */
final class HeldConnections {

    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final String HELD = """
            SELECT coalesce(nullif(replace(replace(application_name, ?, ''), '-', ''), ''), 'readers'), count(*)
            FROM pg_stat_activity WHERE starts_with(application_name, ?) GROUP BY 1
            """;

    /** As {@code application.properties} says. */
    private static final Map<String, Integer> MOST =
            Map.of("readers", 8, "ledger", 2, "follower", 1, "folder", 1, "health", 1, "audit", 1);

    private final Database database;
    private final String instance;

    HeldConnections(Database database, ServiceProcess instance) {
        this.database = database;
        this.instance = instance.name();
    }

    /** Connections by what they are for. */
    Map<String, Integer> now() throws SQLException {
        Map<String, Integer> held = new TreeMap<>();
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(HELD)) {
            statement.setString(1, instance);
            statement.setString(2, instance);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.put(row.getString(1), row.getInt(2));
                }
            }
        }
        return held;
    }

    /** What was lost may be noticed late, but not never. @return what is held then */
    Map<String, Integer> awaitNoneLeaked() throws Exception {
        try {
            Waits.until("only as many connections as are needed", PATIENCE, () -> isWithinBounds(now()));
        } catch (AssertionError leaked) {
            throw new AssertionError(instance + " has leaked connections: " + now(), leaked);
        }
        return now();
    }

    private static boolean isWithinBounds(Map<String, Integer> held) {
        return held.entrySet().stream().allMatch(use -> use.getValue() <= MOST.getOrDefault(use.getKey(), 0));
    }
}
