package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} in mid-burst: nothing acknowledged is lost, nothing is invented or doubled, the counts stay exact, and
 * new ratings are acknowledged within 10 s of healing. Two instances on one PostgreSQL, and one instance with the
 * embedded PostgreSQL.
 *
 * <p>Negative control: {@link NegativeControlIT}.
 */
class KillIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("kill", Cluster.BOTH_FORMS);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void oneInstanceKilled_losesNothing(long seed) throws Exception {
        Trial trial = new Trial("instance-killed", seed, cluster.postgres(), cluster.instances());
        trial.underLoad(() -> {
            trial.strikeInMidBurst(cluster.one()::kill);
            cluster.one().restart();
            cluster.one().awaitReady();
            trial.awaitNewAcknowledgements();
        });
        Finding.requireNone("instance killed, seed " + seed, trial.resendAndReconcile());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void postgresKilled_losesNothing(long seed) throws Exception {
        Trial trial = new Trial("postgres-killed", seed, cluster.postgres(), cluster.instances());
        trial.underLoad(() -> {
            trial.strikeInMidBurst(cluster.postgres()::kill);
            cluster.postgres().restart();
            trial.awaitNewAcknowledgements();
        });
        Finding.requireNone("PostgreSQL killed, seed " + seed, trial.resendAndReconcile());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void everythingKilled_losesNothing(long seed) throws Exception {
        Trial trial = new Trial("everything-killed", seed, cluster.postgres(), cluster.instances());
        trial.underLoad(() -> {
            trial.strikeInMidBurst(KillIT::killEverything);
            cluster.postgres().restart();
            cluster.one().restart();
            cluster.other().restart();
            cluster.awaitReady();
            trial.awaitNewAcknowledgements();
        });
        Finding.requireNone("everything killed, seed " + seed, trial.resendAndReconcile());
    }

    private static void killEverything() throws Exception {
        cluster.one().kill();
        cluster.postgres().kill();
        cluster.other().kill();
    }

    /** The service restarts the PostgreSQL that it brought along, and a successor takes over what a killed service left. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void embeddedPostgresAndItsServiceKilled_loseNothing(long seed) throws Exception {
        Path folder = Places.emptyFolder(Places.FAULTS.resolve("embedded"));
        PidFile postgres = new PidFile(folder.resolve("data"));
        Thread lastResort = new Thread(() -> postgres.postmaster().ifPresent(ProcessHandle::destroyForcibly));
        Runtime.getRuntime().addShutdownHook(lastResort);
        try (ServiceProcess service = startEmbedded(folder)) {
            service.awaitReady();
            killEmbeddedPostgres(seed, service, postgres);
            killItsService(seed, service, postgres);
            service.stop();
            Waits.until("its PostgreSQL stops with it", Duration.ofSeconds(10), () -> postgres.postmaster()
                    .isEmpty());
        } finally {
            lastResort.run();
            Runtime.getRuntime().removeShutdownHook(lastResort);
        }
        Places.delete(folder);
    }

    private static ServiceProcess startEmbedded(Path folder) throws IOException {
        Map<String, String> settings =
                Map.of("YIPING_EMBEDDED_DATA_DIR", folder.toString(), "YIPING_EMBEDDED_SHARED_BUFFERS", "128MB");
        return ServiceProcess.start("embedded-service", Places.PACKAGE, settings);
    }

    private static void killEmbeddedPostgres(long seed, ServiceProcess service, PidFile postgres) throws Exception {
        Trial trial = new Trial("embedded-postgres-killed", seed, postgres::connect, List.of(service));
        ProcessHandle killed = postgres.postmaster().orElseThrow();
        trial.underLoad(() -> {
            trial.strikeInMidBurst(postgres::killPostmaster);
            trial.awaitNewAcknowledgements();
        });
        assertNotEquals(killed, postgres.postmaster().orElseThrow(), "a new PostgreSQL has taken its place");
        Finding.requireNone("embedded PostgreSQL killed, seed " + seed, trial.resendAndReconcile());
    }

    private static void killItsService(long seed, ServiceProcess service, PidFile postgres) throws Exception {
        Trial trial = new Trial("embedded-service-killed", seed, postgres::connect, List.of(service));
        trial.underLoad(() -> {
            trial.strikeInMidBurst(service::kill);
            if (postgres.postmaster().isEmpty()) {
                throw new AssertionError("a killed service leaves its PostgreSQL behind; there is none to take over");
            }
            service.restart();
            service.awaitReady();
            trial.awaitNewAcknowledgements();
        });
        Finding.requireNone("embedded service killed, seed " + seed, trial.resendAndReconcile());
    }
}
