package io.yiping.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Shows that the oracle can fail: the same trial as in {@link KillIT}, with a service or a database that has a defect
 * which we know, must lead to the finding that belongs to it; without the defect it leads to none.
 */
class NegativeControlIT {

    private static final String FLUSH = "io/yiping/ledger/Flush.java";

    /** Long enough to see the gap and to kill in it. */
    private static final String A_MOMENT = ".onItem().delayIt().by(java.time.Duration.ofMillis(500))";

    private static final String COMMIT =
            "return connection.query(\"COMMIT\").execute().invoke(this::committed).replaceWithVoid();";
    private static final String COMMIT_AFTER_THE_ANSWERS = """
            settle();
            return Uni.createFrom().voidItem()%s
                    .chain(() -> connection.query("COMMIT").execute()).invoke(this::committed).replaceWithVoid();
            """.formatted(A_MOMENT);

    private static final String INSERT = """
            return insertRatings
                            .all(connection, groups, token, changes)""";
    private static final String INSERT_AFTER_THE_ANSWERS = """
            settle();
            Uni<Long> insert = insertRatings.all(connection, groups, token, changes);
            return Uni.createFrom().voidItem()%s.chain(() -> insert)""".formatted(A_MOMENT);

    private static final String COUNT = "return journal.append(connection, token, changes)";
    private static final String COUNT_IN_ANOTHER_TRANSACTION = """
            return connection.query("COMMIT").execute()
                    .chain(() -> connection.query("BEGIN").execute())%s
                    .chain(() -> journal.append(connection, token, changes))""".formatted(A_MOMENT);

    /** Before the first fold all counts are in the journal. */
    private static final String UNCOUNTED = """
            SELECT (SELECT count(*) FROM rating)
                 - (SELECT coalesce(sum(change), 0) FROM count_journal, unnest(changes) AS change)
            """;

    @Test
    void acknowledgedBeforeCommit_isFoundAsLost() throws Exception {
        Path mutant = Mutant.of("acknowledged-before-commit", FLUSH, COMMIT, COMMIT_AFTER_THE_ANSWERS);
        requireFoundAsLost("acknowledged-before-commit", mutant, Map.of());
    }

    /** The same of the form for events that are all new, which is one statement. */
    @Test
    void acknowledgedBeforeTheStatement_isFoundAsLost() throws Exception {
        Path mutant = Mutant.of("acknowledged-before-statement", FLUSH, INSERT, INSERT_AFTER_THE_ANSWERS);
        requireFoundAsLost("acknowledged-before-statement", mutant, Cluster.BOTH_FORMS);
    }

    @Test
    void countedOutsideOfTheTransaction_isFoundAsDifference() throws Exception {
        Path mutant = Mutant.of("counted-outside", FLUSH, COUNT, COUNT_IN_ANOTHER_TRANSACTION);
        try (Cluster cluster = Cluster.start("apart", mutant, Map.of())) {
            Trial trial = trial("counted-outside", cluster);
            AtomicLong before = new AtomicLong(Long.MAX_VALUE);
            // More than at the last look: the gap has just opened, and is still there when the kill arrives.
            Finding.require("I5", findingsAfterKill(trial, cluster, () -> {
                long now = uncounted(cluster);
                return now > before.getAndSet(now);
            }));
        }
    }

    @Test
    void withoutDefect_nothingIsFoundUntilTheUniqueKeyIsDropped() throws Exception {
        try (Cluster cluster = Cluster.start("unchanged")) {
            Trial trial = trial("without-defect", cluster);
            Finding.requireNone("without defect", findingsAfterKill(trial, cluster, () -> acknowledged(trial) > 0));
            dropUniqueKey(cluster.postgres());
            Finding.require("I3", findingsWithoutFault(trial("without-unique-key", cluster)));
        }
    }

    /** Killed when more is acknowledged than stored. */
    private static void requireFoundAsLost(String name, Path mutant, Map<String, String> settings) throws Exception {
        try (Cluster cluster = Cluster.start(name, mutant, settings)) {
            Trial trial = trial(name, cluster);
            Finding.require("I1", findingsAfterKill(trial, cluster, () -> acknowledged(trial) > stored(cluster) + 50));
        }
    }

    /** What was unknown goes to the second instance, which has no defect; it is the one that is asked. */
    private static Trial trial(String name, Cluster cluster) {
        return new Trial(name, Seeds.first(), cluster.postgres(), List.of(cluster.other()));
    }

    /** The first instance is killed for good, at the moment that suits the defect. */
    private static List<Finding> findingsAfterKill(Trial trial, Cluster cluster, Callable<Boolean> moment)
            throws Exception {
        trial.underLoad(
                cluster.instances(),
                () -> trial.strikeInMidBurst(() -> {
                    Waits.until("the moment to kill", Duration.ofSeconds(30), moment);
                    cluster.one().kill();
                }));
        trial.awaitNewAcknowledgements();
        return trial.resendAndReconcile();
    }

    private static List<Finding> findingsWithoutFault(Trial trial) throws Exception {
        trial.underLoad(() -> Thread.sleep(1_500));
        return trial.resendAndReconcile();
    }

    private static long acknowledged(Trial trial) {
        return trial.journal().verdicts().getOrDefault("accepted", 0L);
    }

    private static long stored(Cluster cluster) throws SQLException {
        return StoredRating.number(cluster.postgres(), "SELECT count(*) FROM rating");
    }

    private static long uncounted(Cluster cluster) throws SQLException {
        return StoredRating.number(cluster.postgres(), UNCOUNTED);
    }

    private static void dropUniqueKey(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE rating DROP CONSTRAINT rating_pkey");
        }
    }
}
