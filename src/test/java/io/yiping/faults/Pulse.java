package io.yiping.faults;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks instances for one thing again and again, and finds what is not answered 200. While the database is in trouble the
 * services have to stay live, for one: whoever restarts them then makes it worse.
 */
final class Pulse implements AutoCloseable {

    static final String LIVENESS = "/q/health/live";

    private static final int PAUSE_MILLIS = 50;

    private final Client client;
    private final String path;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();
    private volatile boolean ending;

    /** Starts asking. */
    Pulse(Client client, List<ServiceProcess> instances, String path) {
        this.client = client;
        this.path = path;
        for (ServiceProcess instance : instances) {
            Thread thread = new Thread(() -> ask(instance), "pulse");
            threads.add(thread);
            thread.start();
        }
    }

    /** To be asked after {@link #close}. */
    List<Finding> findings() {
        if (answers.get() == 0) {
            findings.add(new Finding("I12", "nobody answered " + path));
        }
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        ending = true;
        threads.forEach(Waits::forEnd);
    }

    private void ask(ServiceProcess instance) {
        while (!ending) {
            long asked = System.nanoTime();
            HttpResponse<byte[]> answer = client.get(instance, path);
            slowestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
            if (answer == null || answer.statusCode() != 200) {
                findings.add(new Finding("I12", instance.name() + " does not answer " + path + ": " + answer));
            } else {
                answers.incrementAndGet();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return path + " answered " + answers + " times, the slowest after " + slowestNanos.get() / 1_000_000 + " ms";
    }
}
