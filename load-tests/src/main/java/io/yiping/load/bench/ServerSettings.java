package io.yiping.load.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of the database server that decide what a figure is worth, in the order of their names. */
record ServerSettings(String version, Map<String, String> values) {
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final String READ = """
            SELECT name, current_setting(name) AS value
            FROM pg_settings
            WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'wal_compression', 'commit_delay',
                           'shared_buffers', 'max_wal_size', 'checkpoint_timeout', 'server_version')
            ORDER BY name
            """;

    static ServerSettings read(Connection connection) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                values.put(rows.getString("name"), rows.getString("value"));
            }
        }
        return new ServerSettings(values.remove("server_version"), values);
    }

    /** The durability settings that are off: figures from such a server are worth nothing. */
    List<String> off() {
        return DURABILITY.stream()
                .filter(name -> values.getOrDefault(name, "off").equals("off"))
                .toList();
    }
}
