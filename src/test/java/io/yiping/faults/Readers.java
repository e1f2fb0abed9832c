package io.yiping.faults;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * I6, on the way: one reader an instance, who must never see figures go back, and writers who read their own writes on
 * another instance. What they read is kept for {@link VersionsProof}.
 */
final class Readers implements AutoCloseable {

    private static final int PAUSE_MILLIS = 10;
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    /** All of them have the same total. */
    private static final List<String> PATHS = Stream.concat(
                    Stream.of("/v1/stats"),
                    Stream.of("level", "origin", "channel", "region", "agency", "matter", "day", "month")
                            .map(by -> "/v1/stats?by=" + by))
            .toList();

    private final Trial trial;
    private final List<ServiceProcess> instances;
    private final Queue<StatsReading> readings = new ConcurrentLinkedQueue<>();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final Set<ServiceProcess> away = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    /** A reader's or a writer's one step. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    Readers(Trial trial, List<ServiceProcess> instances) {
        this.trial = trial;
        this.instances = instances;
    }

    void start() {
        startPolling();
        for (ServiceProcess instance : instances) {
            SplittableRandom random = trial.random().split();
            repeat(() -> readOwnWrite(instance, random));
        }
    }

    /** Reads, and writes nothing. */
    void startPolling() {
        for (ServiceProcess instance : instances) {
            repeat(new Poller(instance, trial.random().split())::poll);
        }
    }

    /** An instance that is being killed or is still starting may refuse, but not tell anything wrong. */
    void isAway(ServiceProcess instance) {
        away.add(instance);
    }

    /** Returns when it serves figures; from then on it may not refuse any more. */
    void awaitBack(ServiceProcess instance) throws Exception {
        Waits.until(instance.name() + " serves figures", RECOVERY, () -> {
            HttpResponse<byte[]> answer = trial.client().get(instance, "/v1/stats");
            return answer != null && answer.statusCode() == 200;
        });
        away.remove(instance);
    }

    List<StatsReading> readings() {
        return List.copyOf(readings);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        ending = true;
        threads.forEach(Waits::forEnd);
    }

    private void repeat(Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!ending) {
                            step.take();
                            Thread.sleep(PAUSE_MILLIS);
                        }
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        findings.add(new Finding("I6", "a reader failed: " + e));
                    }
                },
                "reader");
        threads.add(thread);
        thread.start();
    }

    /** Polls one instance; its figures may stand still, not go back, not even over a restart. */
    private final class Poller {
        private final ServiceProcess instance;
        private final SplittableRandom random;
        private StatsReading last;

        Poller(ServiceProcess instance, SplittableRandom random) {
            this.instance = instance;
            this.random = random;
        }

        void poll() throws IOException {
            boolean here = !away.contains(instance);
            String path = PATHS.get(random.nextInt(PATHS.size()));
            HttpResponse<byte[]> answer = trial.client().get(instance, path);
            if (answer == null || answer.statusCode() != 200) {
                refused(here, instance, path, answer);
                return;
            }
            StatsReading now = keep(instance, path, answer);
            if (last != null && (now.version() < last.version() || now.ratings() < last.ratings())) {
                findings.add(new Finding("I6", "figures went back, from " + last + " to " + now));
            }
            last = now;
        }
    }

    /** What was accepted by one instance is counted by the others at its version. */
    private void readOwnWrite(ServiceProcess writer, SplittableRandom random) throws IOException {
        Reply.Receipt receipt =
                trial.client().postForReceipt(writer, trial.offers().fresh(true, random));
        if (receipt == null || !receipt.accepted()) {
            return;
        }
        for (ServiceProcess reader : instances) {
            if (reader != writer) {
                readAt(reader, receipt.version());
            }
        }
    }

    private void readAt(ServiceProcess reader, long version) throws IOException {
        boolean here = !away.contains(reader);
        String path = "/v1/stats?minVersion=" + version;
        HttpResponse<byte[]> answer = trial.client().get(reader, path);
        if (answer == null || answer.statusCode() != 200) {
            refused(here, reader, path, answer);
            return;
        }
        StatsReading reading = keep(reader, "/v1/stats", answer);
        if (reading.version() < version) {
            findings.add(new Finding("I6", "asked for version " + version + ", got " + reading));
        }
    }

    private StatsReading keep(ServiceProcess instance, String path, HttpResponse<byte[]> answer) throws IOException {
        StatsReading reading = StatsReading.of(
                instance.name(), path, answer.body(), trial.journal().invokedEvents());
        readings.add(reading);
        return reading;
    }

    /** @param here it was not away when it was asked */
    private void refused(boolean here, ServiceProcess instance, String path, HttpResponse<byte[]> answer) {
        if (here && !away.contains(instance)) {
            String what = answer == null
                    ? "no answer"
                    : answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
            findings.add(new Finding("I6", instance.name() + " does not serve " + path + ": " + what));
        }
    }
}
