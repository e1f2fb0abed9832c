package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.ledger.Change;
import io.yiping.ledger.Journal;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The ledger's port: count changes in the ledger's transaction, on the ledger's connection. */
@Singleton
final class JournalOfCounts implements Journal {

    private static final String LATEST = """
            SELECT greatest((SELECT max(version) FROM count_journal), (SELECT version FROM count_fold))
            """;

    /**
     * Something is written when it is there: so the answer comes when everything before it is as safe as PostgreSQL makes a COMMIT,
     * on a synchronous standby, too.
     */
    private static final String OF_TOKEN = """
            SELECT version, pg_logical_emit_message(true, 'yiping', '') FROM count_journal WHERE version > $1 AND token = $2
            """;

    /** More than writers have under way at once: an entry that was not committed goes when others come. */
    private static final int UNDER_WAY = 16;

    private static final AppendToJournal ALONE = AppendToJournal.alone();

    private final Follower follower;

    /** What was appended, by version, until it is known to be committed. */
    private final Map<Long, JournalEntry> appended = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, JournalEntry> eldest) {
            return size() > UNDER_WAY;
        }
    });

    JournalOfCounts(Follower follower) {
        this.follower = follower;
    }

    @Override
    public Uni<Long> append(SqlConnection connection, UUID token, List<Change> changes) {
        return append(ALONE, connection, Tuple.tuple(), token, changes);
    }

    @Override
    public Following after(String statement, int parameters) {
        AppendToJournal following = AppendToJournal.after(statement, parameters);
        return (connection, ofStatement, token, changes) -> append(following, connection, ofStatement, token, changes);
    }

    private Uni<Long> append(
            AppendToJournal append, SqlConnection connection, Tuple parameters, UUID token, List<Change> changes) {
        return append.run(connection, parameters, token, JournalEntry.of(changes))
                .map(this::remember);
    }

    private long remember(JournalEntry entry) {
        appended.put(entry.version(), entry);
        return entry.version();
    }

    @Override
    public Uni<Long> latest(SqlConnection connection) {
        return connection.preparedQuery(LATEST).execute().map(rows -> rows.iterator()
                .next()
                .getLong(0));
    }

    @Override
    public long reached() {
        View view = follower.viewToFold();
        return view == null ? 0 : view.version();
    }

    @Override
    public Uni<Long> committedUnder(SqlConnection connection, UUID token, long reached) {
        return connection
                .preparedQuery(OF_TOKEN)
                .execute(Tuple.of(reached, token))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getLong(0));
    }

    @Override
    public void committed(long version) {
        follower.committed(version, appended.remove(version));
    }
}
