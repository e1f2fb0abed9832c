package io.yiping.faults;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The database stands still for 20 s: somebody holds a lock on the table of ratings. Nothing acknowledged is lost, the
 * instances stay live and say 503 with {@code Retry-After}, figures are served all the while, and ratings are stored again
 * as soon as the lock is gone.
 *
 * <p>Negative control: {@link NegativeControlIT}; figures that read the table of ratings would be found here (I12).
 */
class StallIT {

    private static final Duration LOCKED = Duration.ofSeconds(20);

    /** Two seconds are usual; the machine may be busy. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String WAITING =
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'rating'::regclass";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("stall", Map.of());

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void tableLocked_refusesAndGoesOn(long seed) throws Exception {
        Trial trial = new Trial("stall", seed, cluster.postgres(), cluster.instances());
        Pulse liveness = new Pulse(trial.client(), cluster.instances(), Pulse.LIVENESS);
        Pulse figures = new Pulse(trial.client(), cluster.instances(), "/v1/stats?by=region");
        try (liveness;
                figures) {
            trial.underLoad(() -> {
                trial.strikeInMidBurst(() -> stall(trial));
                long free = System.nanoTime();
                int accepted = trial.journal().accepted();
                Waits.until("something is stored", SOON, () -> trial.journal().accepted() > accepted);
                System.out.printf(
                        "%s: stored again %d ms after the lock was gone%n",
                        trial, (System.nanoTime() - free) / 1_000_000);
                trial.awaitNewAcknowledgements();
            });
        }
        System.out.println(trial + ": " + liveness + "; " + figures);
        List<Finding> findings = new ArrayList<>(trial.resendAndReconcile());
        findings.addAll(liveness.findings());
        findings.addAll(figures.findings());
        Finding.requireNone(trial.toString(), findings);
        for (ServiceProcess instance : cluster.instances()) {
            new HeldConnections(cluster.postgres(), instance).awaitNoneLeaked();
        }
        report(trial, "afterwards");
    }

    /** Holds the lock as long as said. Whatever is acknowledged meanwhile must have been stored before. */
    private static void stall(Trial trial) throws Exception {
        try (Connection holder = cluster.postgres().connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE rating IN ACCESS EXCLUSIVE MODE");
            long end = System.nanoTime() + LOCKED.toNanos();
            Waits.until(
                    "somebody waits for the lock", SOON, () -> StoredRating.number(cluster.postgres(), WAITING) > 0);
            report(trial, "as the lock is taken");
            trial.awaitRefusal(cluster.one());
            trial.awaitRefusal(cluster.other());
            Waits.until("the time is over", LOCKED.multipliedBy(2), () -> System.nanoTime() > end);
            report(trial, "as it is released");
            Acknowledged acknowledged = Acknowledged.soFar(trial.journal());
            Finding.requireNone(
                    "while locked",
                    acknowledged.lostIn(StoredRating.all(holder, trial.offers().prefix())));
            holder.rollback();
        }
    }

    private static void report(Trial trial, String when) throws Exception {
        for (ServiceProcess instance : cluster.instances()) {
            System.out.printf(
                    "%s, %s: %s holds %d MB and connections %s%n",
                    trial,
                    when,
                    instance.name(),
                    instance.residentMegabytes(),
                    new HeldConnections(cluster.postgres(), instance).now());
        }
    }
}
