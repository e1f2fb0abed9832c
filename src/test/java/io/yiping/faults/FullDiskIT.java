package io.yiping.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The database's disk fills up in mid-burst, that of its tables or that of its write-ahead log: what is acknowledged then is
 * stored all the same, the service stays live, and when there is room again it takes ratings within 10 s, without a
 * restart of its own. PostgreSQL panics when its log cannot grow, and comes back by itself or not.
 *
 * <p>Negative control: {@link NegativeControlIT}; an answer before COMMIT is what would lose ratings here too.
 */
class FullDiskIT {

    private static final int MEGABYTES = 256;
    private static final int LEFT_KILOBYTES = 2_048;
    private static final String FULL = "No space left on device";
    private static final Duration FILLING = Duration.ofSeconds(30);

    @BeforeAll
    static void mountable() throws Exception {
        Disk.assumeItCanBeMounted();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void tablesOnFullDisk_nothingIsAcknowledgedThatIsNotStored(long seed) throws Exception {
        try (Disk disk = Disk.make("full-disk", MEGABYTES);
                TestPostgres postgres = TestPostgres.start("full-disk", disk.folder(), Map.of())) {
            postgres.moveLogTo(Places.FAULTS.resolve("full-disk"));
            runTrial(new Case("full-disk", seed, disk, postgres));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void logOnFullDisk_postgresPanicsAndNothingIsLost(long seed) throws Exception {
        try (Disk disk = Disk.make("full-log", MEGABYTES);
                TestPostgres postgres = TestPostgres.start("full-log")) {
            postgres.moveLogTo(disk.folder());
            runTrial(new Case("full-log", seed, disk, postgres));
            requireLogged(postgres, "PANIC");
        }
    }

    private record Case(String name, long seed, Disk disk, TestPostgres postgres) {}

    private static void runTrial(Case its) throws Exception {
        Map<String, String> settings = its.postgres.settings(Cluster.BOTH_FORMS);
        try (ServiceProcess service = ServiceProcess.start(its.name, Places.PACKAGE, settings)) {
            service.awaitReady();
            Trial trial = new Trial(its.name, its.seed, its.postgres, List.of(service));
            Pulse liveness = new Pulse(trial.client(), List.of(service), Pulse.LIVENESS);
            try (liveness) {
                trial.underLoad(() -> {
                    Path ballast = its.disk.fillBut(LEFT_KILOBYTES);
                    trial.strikeInMidBurst(() -> awaitFull(its.postgres));
                    trial.awaitRefusal(service);
                    Acknowledged acknowledged = Acknowledged.soFar(trial.journal());
                    Files.delete(ballast);
                    comeBack(its.postgres);
                    Finding.requireNone(
                            "while the disk was full",
                            acknowledged.lostIn(StoredRating.all(
                                    its.postgres, trial.offers().prefix())));
                    trial.awaitNewAcknowledgements();
                });
            }
            List<Finding> findings = new ArrayList<>(trial.resendAndReconcile());
            findings.addAll(liveness.findings());
            System.out.println(trial + ": " + liveness + ", PostgreSQL said " + said(its.postgres));
            Finding.requireNone(trial.toString(), findings);
        }
    }

    private static void awaitFull(TestPostgres postgres) throws Exception {
        Waits.until("the disk is full", FILLING, () -> !postgres.logged(FULL).isEmpty());
    }

    /** As its operator would do, if it has given up. */
    private static void comeBack(TestPostgres postgres) throws Exception {
        if (!postgres.isAlive()) {
            System.out.println("PostgreSQL had given up and is started again");
            postgres.restart();
        }
        Waits.until("PostgreSQL answers", FILLING, () -> answers(postgres));
    }

    private static boolean answers(TestPostgres postgres) {
        try (Connection connection = postgres.connect()) {
            return connection.isValid(1);
        } catch (SQLException recovering) {
            return false;
        }
    }

    private static void requireLogged(TestPostgres postgres, String text) throws IOException {
        if (postgres.logged(text).isEmpty()) {
            throw new AssertionError("PostgreSQL has never logged " + text);
        }
    }

    /** Without the times and places that differ in each line. */
    private static Map<String, Long> said(TestPostgres postgres) throws IOException {
        return postgres.logged(FULL).stream()
                .map(line -> line.replaceAll(".*(ERROR|PANIC|FATAL|LOG)", "$1")
                        .replaceAll("[0-9A-F]{3,}|base/[0-9/_a-z]+", "…"))
                .collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
    }
}
