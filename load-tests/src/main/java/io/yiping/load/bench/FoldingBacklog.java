package io.yiping.load.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What is committed and not yet folded into the service's count tables, seen from its database: a service that is quick only
 * because it leaves that work for later is not quick.
 *
 * <p>Failure: an {@link SQLException} when it is still there after {@value #PATIENCE_SECONDS} seconds.
 */
final class FoldingBacklog {
    private static final int PATIENCE_SECONDS = 300;
    private static final long PAUSE_MILLIS = 20;

    private static final String IS_FOLDED =
            "SELECT (SELECT version FROM count_fold) >= coalesce((SELECT max(version) FROM count_journal), 0)";

    private static final String LAST_VERSION =
            "SELECT greatest((SELECT version FROM count_fold), (SELECT max(version) FROM count_journal))";

    private final Connection connection;

    FoldingBacklog(Connection connection) {
        this.connection = connection;
    }

    void awaitNone() throws SQLException, InterruptedException {
        long giveUp = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (!isFolded()) {
            if (System.nanoTime() > giveUp) {
                throw new SQLException("the counts are not folded after %d s".formatted(PATIENCE_SECONDS));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** The last version that was committed. */
    long lastVersion() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LAST_VERSION)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private boolean isFolded() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(IS_FOLDED)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
