package io.yiping.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} in the middle of uploads: what was answered stands, no half line is stored, and every upload that is
 * resumed after its last {@code committedThrough} becomes complete, each rating counted once. Readers see figures that
 * never go back and never change at a version.
 *
 * <p>Negative control: {@link NegativeControlIT}, for what uploads have in common with other requests. An upload that is
 * resumed one line too late is found here as incomplete (I7).
 */
class UploadKillIT {

    private static final Map<String, String> FOLD_OFTEN = Map.of(
            "YIPING_COUNT_FOLD_AFTER", "1s",
            "YIPING_COUNT_JOURNAL_KEPT", "1h");
    private static final String ROWS = "SELECT count(*) FROM rating";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("upload-kill", FOLD_OFTEN);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void oneInstanceKilled_itsUploadsAreResumed(long seed) throws Exception {
        runTrial(new Trial("uploads-instance-killed", seed, cluster.postgres(), cluster.instances()), 1, readers -> {
            readers.isAway(cluster.one());
            cluster.one().kill();
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void postgresKilled_uploadsGoOnOrAreResumed(long seed) throws Exception {
        runTrial(new Trial("uploads-postgres-killed", seed, cluster.postgres(), cluster.instances()), 0, readers -> {
            cluster.instances().forEach(readers::isAway);
            cluster.postgres().kill();
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void everythingKilled_allUploadsAreResumed(long seed) throws Exception {
        runTrial(new Trial("uploads-everything-killed", seed, cluster.postgres(), cluster.instances()), 6, readers -> {
            cluster.instances().forEach(readers::isAway);
            cluster.one().kill();
            cluster.postgres().kill();
            cluster.other().kill();
        });
    }

    /** What is killed in mid-upload. */
    @FunctionalInterface
    private interface Fault {
        void strike(Readers readers) throws Exception;
    }

    private static void runTrial(Trial trial, int cutAtLeast, Fault fault) throws Exception {
        long before = StoredRating.number(cluster.postgres(), ROWS);
        Readers readers = new Readers(trial, cluster.instances());
        Uploads uploads = new Uploads(trial, cluster.instances());
        try (readers) {
            readers.startPolling();
            uploads.start();
            uploads.strikeMidway(() -> fault.strike(readers));
            heal(readers);
            uploads.awaitEnds();
            uploads.requireCut(cutAtLeast);
            trial.awaitNewAcknowledgements();
            uploads.resume();
        }
        reconcile(trial, uploads, readers, before);
    }

    private static void heal(Readers readers) throws Exception {
        if (!cluster.postgres().isAlive()) {
            cluster.postgres().restart();
        }
        for (ServiceProcess instance : cluster.instances()) {
            if (!instance.isAlive()) {
                instance.restart();
            }
        }
        for (ServiceProcess instance : cluster.instances()) {
            instance.awaitReady();
            readers.awaitBack(instance);
        }
    }

    private static void reconcile(Trial trial, Uploads uploads, Readers readers, long before) throws Exception {
        System.out.println(trial + ": " + uploads);
        List<Finding> findings = new ArrayList<>(uploads.findings());
        trial.resendUnknown();
        findings.addAll(trial.reconcile());
        findings.addAll(readers.findings());
        VersionsProof proof = VersionsProof.of(trial.journal(), readers.readings(), cluster.postgres(), before);
        System.out.println(trial + ": " + proof);
        findings.addAll(proof.findings());
        Finding.requireNone(trial.toString(), findings);
    }
}
