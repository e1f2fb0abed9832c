package io.yiping.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Shows that the oracle can fail: the same trial as in {@link KillIT}, with a service or a database that has a defect
 * which we know, must lead to the finding that belongs to it; without the defect it leads to none.
 */
class NegativeControlIT {

    private static final String FLUSH = "io/yiping/ledger/Flush.java";

    /** Long enough that a kill in mid-burst falls into it. */
    private static final String A_MOMENT = ".onItem().delayIt().by(java.time.Duration.ofMillis(150))";

    private static final String COMMIT =
            "return connection.query(\"COMMIT\").execute().invoke(this::committed).replaceWithVoid();";
    private static final String COMMIT_AFTER_THE_ANSWERS = """
            settle();
            return Uni.createFrom().voidItem()%s
                    .chain(() -> connection.query("COMMIT").execute()).invoke(this::committed).replaceWithVoid();
            """.formatted(A_MOMENT);

    private static final String COUNT = "Uni<Long> drawn = journal.append(connection, token, changes);";
    private static final String COUNT_IN_ANOTHER_TRANSACTION = """
            Uni<Long> drawn = connection.query("COMMIT").execute()
                    .chain(() -> connection.query("BEGIN").execute())%s
                    .chain(() -> journal.append(connection, token, changes));
            """.formatted(A_MOMENT);

    @Test
    void acknowledgedBeforeCommit_isFoundAsLost() throws Exception {
        Path mutant = Mutant.of("acknowledged-before-commit", FLUSH, COMMIT, COMMIT_AFTER_THE_ANSWERS);
        try (Cluster cluster = Cluster.start("early", mutant, Map.of())) {
            Finding.require("I1", findingsAfterKill("acknowledged-before-commit", cluster));
        }
    }

    @Test
    void countedOutsideOfTheTransaction_isFoundAsDifference() throws Exception {
        Path mutant = Mutant.of("counted-outside", FLUSH, COUNT, COUNT_IN_ANOTHER_TRANSACTION);
        try (Cluster cluster = Cluster.start("apart", mutant, Map.of())) {
            Finding.require("I5", findingsAfterKill("counted-outside", cluster));
        }
    }

    @Test
    void withoutDefect_nothingIsFoundUntilTheUniqueKeyIsDropped() throws Exception {
        try (Cluster cluster = Cluster.start("unchanged")) {
            Finding.requireNone("without defect", findingsAfterKill("without-defect", cluster));
            dropUniqueKey(cluster.postgres());
            Finding.require("I3", findingsWithoutFault("without-unique-key", cluster));
        }
    }

    /** The first instance is killed for good; the other, which has no defect, takes what was unknown and is asked. */
    private static List<Finding> findingsAfterKill(String name, Cluster cluster) throws Exception {
        Trial trial = new Trial(name, Seeds.first(), cluster.postgres(), List.of(cluster.other()));
        try (Load load = trial.load(cluster.instances())) {
            trial.strikeInMidBurst(cluster.one()::kill);
        }
        trial.awaitNewAcknowledgements();
        return trial.resendAndReconcile();
    }

    private static List<Finding> findingsWithoutFault(String name, Cluster cluster) throws Exception {
        Trial trial = new Trial(name, Seeds.first(), cluster.postgres(), List.of(cluster.other()));
        try (Load load = trial.load()) {
            Thread.sleep(1_500);
        }
        return trial.resendAndReconcile();
    }

    private static void dropUniqueKey(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE rating DROP CONSTRAINT rating_pkey");
        }
    }
}
