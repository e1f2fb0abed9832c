package io.yiping.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A power cut of the database server in mid-burst: what had reached its disk at that moment is all that is left. Everything
 * acknowledged is there, nothing twice, and the service goes on with it.
 *
 * <p>The moment: all processes of PostgreSQL stand still while the {@link Disk} is copied, so the copy is of one moment, and
 * what was acknowledged when it begins must be on it. Then they are killed, and PostgreSQL starts on the copy.
 *
 * <p>Negative control: {@code fsync=off}, which {@code kill -9} cannot show. The service itself refuses such a server, hence
 * the mutant.
 */
class PowerCutIT {

    private static final String DURABILITY = "io/yiping/platform/Durability.java";
    private static final String REFUSES = "requireOn(settings, \"fsync\");";
    private static final int MEGABYTES = 768;
    private static final int BURST = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @BeforeAll
    static void mountable() throws Exception {
        Disk.assumeItCanBeMounted();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void powerCut_losesNothingAcknowledged(long seed) throws Exception {
        try (Disk disk = Disk.make("power-cut", MEGABYTES);
                TestPostgres postgres = TestPostgres.start("power-cut", disk.folder(), Map.of());
                ServiceProcess service = start("power-cut", Places.PACKAGE, postgres)) {
            Trial trial = new Trial("power-cut", seed, postgres, List.of(service));
            trial.underLoad(() -> {
                Finding.requireNone("at the power cut, seed " + seed, lostByCut(trial, disk, postgres));
                trial.awaitNewAcknowledgements();
            });
            Finding.requireNone("power cut, seed " + seed, trial.resendAndReconcile());
        }
    }

    @Test
    void withoutFsync_acknowledgedRatingsAreFoundLost() throws Exception {
        Path mutant = Mutant.of("without-fsync", DURABILITY, REFUSES, "");
        try (Disk disk = Disk.make("without-fsync", MEGABYTES);
                TestPostgres postgres = TestPostgres.start("without-fsync", disk.folder(), Map.of("fsync", "off"));
                ServiceProcess service = start("without-fsync", mutant, postgres)) {
            Trial trial = new Trial("without-fsync", Seeds.first(), postgres, List.of(service));
            trial.underLoad(() -> Finding.require("I1", lostByCut(trial, disk, postgres)));
        }
    }

    private static ServiceProcess start(String name, Path app, TestPostgres postgres) throws Exception {
        return ServiceProcess.start(name, app, postgres.settings(Cluster.BOTH_FORMS))
                .awaitReady();
    }

    /** @return what had been acknowledged and is not there any more */
    private static List<Finding> lostByCut(Trial trial, Disk disk, TestPostgres postgres) throws Exception {
        disk.flush();
        int flushed = trial.journal().accepted();
        Waits.until(
                "many more are acknowledged", PATIENCE, () -> trial.journal().accepted() > flushed + BURST);
        Acknowledged[] acknowledged = new Acknowledged[1];
        trial.strikeInMidBurst(() -> {
            postgres.freeze();
            acknowledged[0] = Acknowledged.soFar(trial.journal());
            Path left = disk.failPower();
            postgres.killFrozen();
            disk.replaceBy(left);
        });
        postgres.restart();
        List<Finding> lost =
                acknowledged[0].lostIn(StoredRating.all(postgres, trial.offers().prefix()));
        System.out.printf(
                "%s: %d acknowledged at the power cut, %d of them lost%n", trial, acknowledged[0].size(), lost.size());
        return lost;
    }
}
