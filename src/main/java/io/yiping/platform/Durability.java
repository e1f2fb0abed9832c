package io.yiping.platform;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Asks the server itself whether "committed" means what we promise with it. */
@Singleton
final class Durability {

    private static final int OLDEST_SUPPORTED = 150_000;
    private static final String SETTINGS = """
            SELECT name, current_setting(name)
            FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version', 'server_version_num',
                           'server_encoding', 'shared_buffers', 'max_wal_size', 'checkpoint_timeout')
            """;

    private final AgroalDataSource database;

    Durability(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * @return what the server is, for the log
     * @throws UnfitDatabase when it could lose what it has acknowledged, or is too old
     */
    String check() throws SQLException, UnfitDatabase {
        Map<String, String> settings = settings();
        if (Integer.parseInt(settings.get("server_version_num")) < OLDEST_SUPPORTED) {
            throw new UnfitDatabase(
                    "PostgreSQL " + settings.get("server_version") + " is too old; 15 or later is needed.");
        }
        requireOn(settings, "fsync");
        requireOn(settings, "full_page_writes");
        if (!settings.get("server_encoding").equals("UTF8")) {
            throw new UnfitDatabase(
                    "The database's encoding is " + settings.get("server_encoding") + "; UTF8 is needed.");
        }
        settings.remove("server_version_num");
        return settings.toString();
    }

    private Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2));
            }
        }
        return settings;
    }

    private static void requireOn(Map<String, String> settings, String name) throws UnfitDatabase {
        if (!settings.get(name).equals("on")) {
            throw new UnfitDatabase("The server has " + name + "=" + settings.get(name)
                    + " and could lose what it has acknowledged. Set it to on.");
        }
    }

    /** The database cannot keep our promises. */
    static final class UnfitDatabase extends Exception {
        UnfitDatabase(String why) {
            super(why);
        }
    }
}
