package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
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
 * <p>Failure: {@code run} fails and nothing is stored, unless {@link #mayBeCommitted}; then {@link #wasCommitted} asks.
 * It may be run again, on another connection; it then decides anew.
 *
 * <p>Thread-safety: none; it belongs to one writer.
 */
final class Flush {

    private final Journal journal;
    private final InsertRatings insertRatings;
    private final List<Submission> submissions;
    private final int ratings;
    private final List<EventGroup> groups;

    private List<Change> changes;
    private UUID token;
    private long reached;
    private long version;
    private boolean mayBeCommitted;
    private boolean rolledBack;
    private boolean metKnown;
    private String said = "";

    Flush(Journal journal, InsertRatings insertRatings, List<Submission> submissions) {
        this.journal = journal;
        this.insertRatings = insertRatings;
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
        mayBeCommitted = false;
        rolledBack = false;
        version = 0;
        metKnown = false;
        token = UUID.randomUUID();
        reached = journal.reached();
        boolean allNew = expectAllNew && groups.size() == ratings;
        return allNew ? insertAll(connection) : settleEach(connection);
    }

    /**
     * What is to be done depends on nothing that comes back, so it is one statement, and that is its own transaction. The driver
     * answers when the server is ready for the next, which is after the commit; the lock under which the version is drawn is held no
     * longer than the disk takes.
     */
    private Uni<Void> insertAll(SqlConnection connection) {
        sortOut(List.of());
        groups.forEach(EventGroup::decide);
        mayBeCommitted = true;
        return insertRatings
                .all(connection, groups, token, changes)
                .invoke(this::drawn)
                .invoke(this::committed)
                .onFailure(Failure::leavesNothing)
                .invoke(this::refused)
                .replaceWithVoid();
    }

    private void refused() {
        mayBeCommitted = false;
        rolledBack = true;
    }

    private Uni<Void> settleEach(SqlConnection connection) {
        return insertNew(connection)
                .chain(known -> readStanding(connection, known))
                .chain(known -> replaceDefaults(connection, known))
                .chain(() -> recordConflicts(connection))
                .chain(() -> takeVersion(connection))
                .invoke(this::drawn)
                .chain(() -> commit(connection));
    }

    /** An outage can last: what is said of a transaction is said once, not for each attempt. */
    boolean isNews(String what) {
        boolean news = !said.equals(what);
        said = what;
        return news;
    }

    List<Submission> submissions() {
        return submissions;
    }

    /** Nobody here knows, when it has failed. */
    boolean mayBeCommitted() {
        return mayBeCommitted;
    }

    /** Nothing is left of it on its connection. */
    boolean isRolledBack() {
        return rolledBack;
    }

    int ratings() {
        return ratings;
    }

    boolean metKnown() {
        return metKnown;
    }

    /** Everybody gets its outcomes. */
    void settle() {
        Submission.settled(submissions, version);
    }

    /** Nobody knows; everybody may safely send again. */
    void giveUp() {
        Submission.unknown(submissions);
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
    private static void found(List<EventGroup> known, Map<UUID, Standing> standing) {
        for (EventGroup group : known) {
            Standing one = standing.get(group.eventKey());
            if (one == null) {
                throw new IllegalStateException("a rating vanished while it was looked at");
            }
            group.foundStanding(one);
        }
    }

    private Uni<Long> takeVersion(SqlConnection connection) {
        if (changes.isEmpty()) {
            return journal.latest(connection);
        }
        return journal.append(connection, token, changes);
    }

    private void drawn(long itsVersion) {
        version = itsVersion;
    }

    private Uni<Void> commit(SqlConnection connection) {
        mayBeCommitted = true;
        return connection.query("COMMIT").execute().invoke(this::committed).replaceWithVoid();
    }

    private void committed() {
        if (!changes.isEmpty()) {
            journal.committed(version);
        }
    }

    /**
     * Asks on a new connection what became of a commit without a certain answer: the server's process must not be at it any more,
     * then the journal has our token or has it not. What changed no figure has none, and is run again: what it read was
     * committed by others, and its evidence may be counted twice.
     *
     * @param lost the process behind the lost connection
     * @return true committed, false rolled back; fails while it cannot be known yet
     */
    Uni<Boolean> wasCommitted(SqlConnection connection, Backend lost) {
        return lost.end(connection)
                .chain(() -> journal.committedUnder(connection, token, reached))
                .map(this::isCommittedUnder);
    }

    private boolean isCommittedUnder(Long committed) {
        if (committed == null) {
            return false;
        }
        version = committed;
        journal.committed(version);
        return true;
    }
}
