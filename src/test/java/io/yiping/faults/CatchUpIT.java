package io.yiping.faults;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * An instance that starts when much has not been folded yet has a long journal to read. Until it has read it to the end
 * it serves no figures at all: a dashboard must not fall to nothing because an instance was restarted.
 *
 * <p>Negative control: an instance that answers from the first page of the journal on. It fails here.
 */
class CatchUpIT {

    private static final Map<String, String> NEVER_FOLD =
            Map.of("YIPING_COUNT_FOLD_AFTER", "1h", "YIPING_COUNT_FOLD_WHEN_QUIET", "1h");
    private static final int WRITERS = 4;
    private static final int READERS = 24;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int ANSWERS = 20;

    /** Several pages of the journal, as the service reads it. */
    private static final long VERSIONS = 600;

    @Test
    void restartedInstance_isReadyWithFiguresNotOlderThanBefore() throws Exception {
        try (Cluster cluster = Cluster.start("catch-up", Places.PACKAGE, NEVER_FOLD)) {
            Trial trial = new Trial("catch-up", Seeds.first(), cluster.postgres(), cluster.instances());
            inParallel(WRITERS, random -> writeOneByOne(trial, cluster.instances(), random));
            StatsReading before = read(trial, cluster.other());
            cluster.other().kill();
            cluster.other().restart();
            Queue<Finding> findings = new ConcurrentLinkedQueue<>();
            inParallel(READERS, random -> readFromTheFirstMoment(trial, cluster.other(), before, findings));
            Finding.requireNone("after the restart", List.copyOf(findings));
            Finding.requireNone("catch-up", trial.resendAndReconcile());
        }
    }

    /** Each single rating that meets an idle ledger makes a version. */
    private static void writeOneByOne(Trial trial, List<ServiceProcess> instances, SplittableRandom random) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long version = 0;
        while (version < VERSIONS && System.nanoTime() < end) {
            ServiceProcess instance = instances.get(random.nextInt(instances.size()));
            Reply.Receipt receipt =
                    trial.client().postForReceipt(instance, trial.offers().fresh(true, random));
            version = receipt == null ? version : receipt.version();
        }
    }

    private static void readFromTheFirstMoment(
            Trial trial, ServiceProcess instance, StatsReading before, Queue<Finding> findings) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        int answers = 0;
        while (answers < ANSWERS && System.nanoTime() < end) {
            boolean ready = instance.isReady();
            StatsReading reading = read(trial, instance);
            if (reading != null) {
                answers++;
            }
            if (reading == null && ready) {
                findings.add(new Finding("I6", "ready, but without figures"));
            } else if (reading != null && reading.version() < before.version()) {
                findings.add(new Finding("I6", "figures went back, from " + before + " to " + reading));
            }
        }
    }

    /** @return null when there is no answer yet */
    private static StatsReading read(Trial trial, ServiceProcess instance) {
        HttpResponse<byte[]> answer = trial.client().get(instance, "/v1/stats");
        try {
            return answer == null || answer.statusCode() != 200
                    ? null
                    : StatsReading.of(
                            instance.name(),
                            "/v1/stats",
                            answer.body(),
                            trial.journal().invokedEvents());
        } catch (IOException e) {
            throw new IllegalStateException("an answer 200 that is no JSON", e);
        }
    }

    /** What one of several threads does. */
    @FunctionalInterface
    private interface Part {
        void run(SplittableRandom random);
    }

    private static void inParallel(int threads, Part part) {
        SplittableRandom random = new SplittableRandom(Seeds.first());
        List<Thread> running = new ArrayList<>(threads);
        for (int i = 0; i < threads; i++) {
            SplittableRandom own = random.split();
            running.add(new Thread(() -> part.run(own)));
        }
        running.forEach(Thread::start);
        running.forEach(Waits::forEnd);
    }
}
