package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Some submissions made one transaction. Read {@link #settleEach} top to bottom; {@link #insertAll} is its short form for
 * events that are all expected to be new.
 *
 * <p>Locks are taken in phases (new keys, default ratings, conflict evidence, the version), each in the order of keys:
 * two flushes can wait for each other in one direction only.
 *
 * <p>Failure: {@code run} fails and nothing is stored, unless {@link #commitWasSent}; then {@link #wasCommitted} asks.
 * It may be run again, on another connection; it then decides anew.
 *
 * <p>Thread-safety: none; it belongs to one writer.
 */
final class Flush {

    private final Journal journal;
    private final Runnable committing;
    private final List<Submission> submissions;
    private final int ratings;
    private final List<EventGroup> groups;

    private List<Change> changes;
    private UUID token;
    private String transactionId;
    private long version;
    private boolean commitSent;
    private boolean metKnown;
    private int attempts;

    /** @param committing is run when nothing is left to do but to commit and to wait for the disk */
    Flush(Journal journal, List<Submission> submissions, Runnable committing) {
        this.journal = journal;
        this.committing = committing;
        this.submissions = submissions;
        Entry[] entries = entries(submissions);
        this.ratings = entries.length;
        this.groups = grouped(entries);
    }

    private static Entry[] entries(List<Submission> submissions) {
        int n = 0;
        for (Submission submission : submissions) {
            n += submission.size();
        }
        Entry[] entries = new Entry[n];
        int at = 0;
        for (Submission submission : submissions) {
            for (Entry entry : submission.entries()) {
                entries[at++] = entry;
            }
        }
        return entries;
    }

    private static List<EventGroup> grouped(Entry[] entries) {
        ByKey.sort(entries);
        List<EventGroup> groups = new ArrayList<>(entries.length);
        EventGroup last = null;
        for (Entry entry : entries) {
            if (last != null && last.isOf(entry)) {
                last.add(entry);
            } else {
                last = new EventGroup(entry);
                groups.add(last);
            }
        }
        return groups;
    }

    /**
     * The transaction. When it completes, the outcomes are known and committed.
     *
     * @param expectAllNew fail, rather than ask, when an event is known
     */
    Uni<Void> run(SqlConnection connection, boolean expectAllNew) {
        changes = new ArrayList<>(groups.size());
        commitSent = false;
        version = 0;
        transactionId = null;
        metKnown = false;
        token = UUID.randomUUID();
        boolean allNew = expectAllNew && groups.size() == ratings;
        return (allNew ? insertAll(connection) : settleEach(connection)).chain(() -> commit(connection));
    }

    /**
     * Nothing waits for what comes back, so all is sent at once: the server runs it in order, and nothing after a failure.
     * Should BEGIN fail alone, ratings and journal commit one by one, both exactly once; they are found when it is run again.
     */
    private Uni<Void> insertAll(SqlConnection connection) {
        Uni<RowSet<Row>> begin = connection.query("BEGIN").execute();
        Uni<Void> insert = InsertRatings.all(connection, groups);
        Uni<Void> count = Uni.createFrom().deferred(() -> countAll(connection));
        return Uni.combine().all().unis(begin, insert, count).discardItems();
    }

    /** Decided while the server inserts. */
    private Uni<Void> countAll(SqlConnection connection) {
        sortOut(List.of());
        groups.forEach(EventGroup::decide);
        return takeVersion(connection);
    }

    private Uni<Void> settleEach(SqlConnection connection) {
        return insertNew(connection)
                .chain(known -> readStanding(connection, known))
                .chain(known -> replaceDefaults(connection, known))
                .chain(() -> recordConflicts(connection))
                .chain(() -> takeVersion(connection));
    }

    void attempted() {
        attempts++;
    }

    int attempts() {
        return attempts;
    }

    List<Submission> submissions() {
        return submissions;
    }

    boolean commitWasSent() {
        return commitSent;
    }

    int ratings() {
        return ratings;
    }

    boolean metKnown() {
        return metKnown;
    }

    /** Everybody gets its outcomes. */
    void settle() {
        for (Submission submission : submissions) {
            submission.settled(version);
        }
    }

    /** Nobody knows; everybody may safely send again. */
    void giveUp() {
        for (Submission submission : submissions) {
            submission.unknown();
        }
    }

    /** @return the groups whose event was there before */
    private Uni<List<EventGroup>> insertNew(SqlConnection connection) {
        // Not sent together: should BEGIN fail alone, what comes behind it would commit by itself, without its counts.
        return connection
                .query("BEGIN")
                .execute()
                .chain(() -> InsertRatings.unlessKnown(connection, groups))
                .map(this::sortOut);
    }

    private List<EventGroup> sortOut(List<EventGroup> known) {
        metKnown = !known.isEmpty();
        int nextKnown = 0;
        for (EventGroup group : groups) {
            group.foundStanding(null);
            if (nextKnown < known.size() && known.get(nextKnown) == group) {
                nextKnown++;
            } else {
                changes.add(Change.added(group.candidate().rating));
            }
        }
        return known;
    }

    private Uni<List<EventGroup>> readStanding(SqlConnection connection, List<EventGroup> known) {
        if (known.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return SelectStanding.keyFacts(connection, known).map(standing -> {
            found(known, standing);
            return known;
        });
    }

    private Uni<Void> replaceDefaults(SqlConnection connection, List<EventGroup> known) {
        List<EventGroup> replacing = known.stream().filter(EventGroup::replaces).toList();
        if (replacing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return SelectStanding.locked(connection, replacing).chain(standing -> {
            found(replacing, standing);
            return replaceStillDefault(connection, replacing);
        });
    }

    /** Another transaction may have replaced some of them before we had the lock. */
    private Uni<Void> replaceStillDefault(SqlConnection connection, List<EventGroup> locked) {
        List<EventGroup> replacing =
                locked.stream().filter(EventGroup::replaces).toList();
        if (replacing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        for (EventGroup group : replacing) {
            changes.add(Change.removed(group.before()));
            changes.add(Change.added(group.candidate().rating));
        }
        return ReplaceDefaults.run(connection, replacing);
    }

    private Uni<Void> recordConflicts(SqlConnection connection) {
        List<EventGroup> incomparable = new ArrayList<>(0);
        for (EventGroup group : groups) {
            group.decide();
            if (group.lacksMeaningToCompare()) {
                incomparable.add(group);
            }
        }
        return readMeanings(connection, incomparable).chain(() -> keepEvidence(connection));
    }

    /** What stood may have been replaced since its key facts were read: whoever reads it again decides again. */
    private Uni<Void> readMeanings(SqlConnection connection, List<EventGroup> incomparable) {
        if (incomparable.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return SelectStanding.whole(connection, incomparable)
                .invoke(standing -> found(incomparable, standing))
                .invoke(standing -> incomparable.forEach(EventGroup::decide))
                .replaceWithVoid();
    }

    private Uni<Void> keepEvidence(SqlConnection connection) {
        List<EventGroup> conflicting = new ArrayList<>(0);
        for (EventGroup group : groups) {
            if (group.hasConflict()) {
                conflicting.add(group);
            }
        }
        return conflicting.isEmpty() ? Uni.createFrom().voidItem() : RecordConflicts.run(connection, conflicting);
    }

    /** A rating that was neither new nor there has been deleted in between: begin again, rather than accept nothing. */
    private static void found(List<EventGroup> known, Map<String, Standing> standing) {
        for (EventGroup group : known) {
            Standing one = standing.get(group.serviceEventId());
            if (one == null) {
                throw new IllegalStateException("a rating vanished while it was looked at");
            }
            group.foundStanding(one);
        }
    }

    private Uni<Void> takeVersion(SqlConnection connection) {
        if (changes.isEmpty()) {
            return journal.latest(connection).invoke(latest -> version = latest).replaceWithVoid();
        }
        return journal.append(connection, token, changes).invoke(this::remember).replaceWithVoid();
    }

    private void remember(Journal.Appended appended) {
        transactionId = appended.transactionId();
        version = appended.version();
    }

    private Uni<Void> commit(SqlConnection connection) {
        commitSent = true;
        committing.run();
        return connection.query("COMMIT").execute().invoke(this::committed).replaceWithVoid();
    }

    private void committed(RowSet<Row> done) {
        if (!changes.isEmpty()) {
            journal.committed(version);
        }
    }

    /**
     * Asks on a new connection what became of a COMMIT whose answer was lost. The transaction's own id is not enough: a
     * server that crashed may give it to another. So the server first says that it no longer runs, then the journal says
     * whether it was ours.
     *
     * @return true committed, false rolled back; fails while it cannot be known yet
     */
    Uni<Boolean> wasCommitted(SqlConnection connection) {
        if (transactionId == null) {
            // It changed no figure: what it read was committed by others, and its evidence is recorded by running
            // again.
            return Uni.createFrom().item(false);
        }
        return TransactionStatus.awaitEnd(connection, transactionId)
                .chain(() -> journal.contains(connection, version, token))
                .invoke(contained -> {
                    if (contained) {
                        journal.committed(version);
                    }
                });
    }
}
