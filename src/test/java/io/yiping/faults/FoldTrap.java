package io.yiping.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops the folding of counts inside its transaction: holds one of the tables that it writes, until it waits there with
 * the row of {@code count_fold} in its hands. Whoever reads, and ratings that come in, are not held up, but for the trap
 * at {@code count_journal}.
 */
final class FoldTrap implements AutoCloseable {

    /** After all count tables, before it says how far they go. */
    static final String BEFORE_SAYING_HOW_FAR = "count_fold";

    /** After it has said how far, before the journal is pruned and all of it committed. */
    static final String BEFORE_PRUNING = "count_journal";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String COUNT_TABLES = """
            SELECT relname FROM pg_class
            WHERE relkind = 'r' AND relname ~ '^count_(region|agency|matter|option|hour|minute)$'
            ORDER BY relname
            """;

    private static final String WAITING = """
            SELECT waiter.pid, replace(activity.application_name, '-folder', ''), fold.version,
                   array(SELECT relname::text FROM pg_locks AS written JOIN pg_class ON pg_class.oid = relation
                         WHERE written.pid = waiter.pid AND written.granted AND written.mode = 'RowExclusiveLock'
                           AND relkind = 'r' ORDER BY relname)
            FROM pg_locks AS waiter JOIN pg_stat_activity AS activity USING (pid), count_fold AS fold
            WHERE NOT waiter.granted AND waiter.relation = ?::regclass AND activity.backend_xid IS NOT NULL
              AND EXISTS (SELECT FROM pg_locks AS held WHERE held.pid = waiter.pid AND held.granted
                                 AND held.relation = 'count_fold'::regclass AND held.mode = 'RowShareLock')
              AND NOT EXISTS (SELECT FROM count_fold FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;
    private final String table;
    private final Connection holder;

    /**
     * The fold that waits in the trap.
     *
     * @param backend its process of PostgreSQL
     * @param instance the service that folds
     * @param floor up to which version it was folded before
     * @param written tables that it has begun to write
     */
    record Caught(int backend, String instance, long floor, List<String> written) {}

    private FoldTrap(Database database, String table) throws SQLException {
        this.database = database;
        this.table = table;
        this.holder = database.connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    /** Lies in wait at this table. */
    static FoldTrap at(Database database, String table) throws SQLException {
        return new FoldTrap(database, table);
    }

    /** Every table at which a fold can be caught, in no particular order of its work. */
    static List<String> countTables(Database database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(COUNT_TABLES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    Caught await() throws Exception {
        List<Caught> caught = new ArrayList<>();
        Waits.until("a fold waits at " + table, PATIENCE, () -> {
            look(caught);
            return !caught.isEmpty();
        });
        return caught.get(0);
    }

    private void look(List<Caught> caught) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(WAITING)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<String> written = List.of((String[]) row.getArray(4).getArray());
                    caught.add(new Caught(row.getInt(1), row.getString(2), row.getLong(3), written));
                }
            }
        }
    }

    /** Opens the trap; whoever still lives goes on. */
    @Override
    public void close() {
        try (holder) {
            holder.rollback();
        } catch (SQLException diedWithPostgres) {
            // Its locks died too.
        }
    }
}
