package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.yiping.faults.FoldTrap.Caught;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} in the middle of a fold, which was caught inside its transaction: nothing is folded twice, nothing is
 * lost, the other instance folds on as soon as the dead one's connection is seen to be dead, and figures at a version
 * stay what they were.
 *
 * <p>Negative control: a fold that commits its counts before it says how far they go. It is found here, by the audit and by
 * the recount (I5) and by readers (I6).
 */
class FoldKillIT {

    private static final Map<String, String> FOLD_OFTEN = Map.of(
            "YIPING_COUNT_FOLD_AFTER", "1s",
            "YIPING_COUNT_FOLD_AT_CHANGES", "500",
            "YIPING_COUNT_JOURNAL_KEPT", "1h");
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final int SELECTIONS = 20;
    private static final String ROWS = "SELECT count(*) FROM rating";
    private static final String FOLDED = "SELECT version FROM count_fold";
    private static final String LATEST = "SELECT coalesce(max(version), 0) FROM count_journal";
    private static final String BACKEND = "SELECT count(*) FROM pg_stat_activity WHERE pid = ";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("fold-kill", FOLD_OFTEN);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void folderKilled_survivorFoldsOn(long seed) throws Exception {
        runTrial(new Trial("folder-killed", seed, cluster.postgres(), cluster.instances()), FoldKillIT::killFolder);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void postgresKilledWhileFolding_foldsOn(long seed) throws Exception {
        runTrial(
                new Trial("fold-postgres-killed", seed, cluster.postgres(), cluster.instances()),
                FoldKillIT::killPostgres);
    }

    /** What is killed while a fold is in the trap. */
    @FunctionalInterface
    private interface Fault {
        void strike(FoldTrap trap, Caught caught, Readers readers) throws Exception;
    }

    private static void runTrial(Trial trial, Fault fault) throws Exception {
        long before = number(ROWS);
        Readers readers = new Readers(trial, cluster.instances());
        List<String> tables = FoldTrap.countTables(cluster.postgres());
        String table = tables.get(trial.random().nextInt(tables.size()));
        String end = trial.random().nextBoolean() ? FoldTrap.BEFORE_SAYING_HOW_FAR : FoldTrap.BEFORE_PRUNING;
        trial.underLoad(() -> {
            try (readers) {
                readers.start();
                strikeAt(table, trial, fault, readers);
                strikeAt(end, trial, fault, readers);
            }
        });
        reconcile(trial, readers, before);
    }

    private static void strikeAt(String table, Trial trial, Fault fault, Readers readers) throws Exception {
        long next;
        try (FoldTrap trap = FoldTrap.at(cluster.postgres(), table)) {
            Caught caught = trap.await();
            next = caught.floor() + 1;
            System.out.println(trial + ": killed at " + table + ": " + caught);
            fault.strike(trap, caught, readers);
        }
        for (ServiceProcess instance : cluster.instances()) {
            instance.awaitReady();
            readers.awaitBack(instance);
        }
        trial.awaitNewAcknowledgements();
        Waits.until("somebody folds on", RECOVERY, () -> number(FOLDED) >= next);
    }

    /** The survivor has to do the dead one's work; only then is that one started again. */
    private static void killFolder(FoldTrap trap, Caught caught, Readers readers) throws Exception {
        ServiceProcess folder = cluster.named(caught.instance());
        readers.isAway(folder);
        folder.kill();
        assertEquals(caught.floor(), number(FOLDED), "what the dead one was folding is not folded");
        long opened = System.nanoTime();
        trap.close();
        Waits.until("its lease is free", RECOVERY, () -> number(BACKEND + caught.backend()) == 0);
        long free = System.nanoTime();
        Waits.until("the survivor folds on", RECOVERY, () -> number(FOLDED) > caught.floor());
        System.out.printf(
                "the lease was free after %d ms, the survivor had folded after %d ms%n",
                (free - opened) / 1_000_000, (System.nanoTime() - opened) / 1_000_000);
        folder.restart();
    }

    private static void killPostgres(FoldTrap trap, Caught caught, Readers readers) throws Exception {
        cluster.instances().forEach(readers::isAway);
        cluster.postgres().kill();
        cluster.postgres().restart();
    }

    /** When all is folded, what the tables say is all that counts. */
    private static void reconcile(Trial trial, Readers readers, long before) throws Exception {
        trial.resendUnknown();
        Waits.until("everything is folded", RECOVERY, () -> number(FOLDED) == number(LATEST));
        List<Finding> findings = new ArrayList<>(trial.reconcile());
        findings.addAll(readers.findings());
        VersionsProof proof = VersionsProof.of(trial.journal(), readers.readings(), cluster.postgres(), before);
        System.out.println(trial + ": " + proof);
        findings.addAll(proof.findings());
        StatsCheck check = new StatsCheck(
                trial.client(), cluster.instances(), trial.random().split());
        check.checkServed(cluster.postgres(), new AskedAtRandom(trial.random().split()), SELECTIONS);
        findings.addAll(check.findings());
        Finding.requireNone(trial.toString(), findings);
    }

    private static long number(String sql) throws Exception {
        return StoredRating.number(cluster.postgres(), sql);
    }
}
