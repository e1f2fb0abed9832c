package io.yiping.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clients that send without a break, singles and batches of 50 to 500, to any of the instances. Ends with
 * {@link #close}, which waits for the last answers.
 */
final class Load implements AutoCloseable {

    private static final int BATCHES_PERCENT = 30;
    private static final int PAUSE_MILLIS = 40;
    private static final int PAUSE_AFTER_UNKNOWN_MILLIS = 300;

    private final Client client;
    private final Offers offers;
    private final List<ServiceProcess> instances;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile boolean ending;

    Load(Client client, Offers offers, List<ServiceProcess> instances) {
        this.client = client;
        this.offers = offers;
        this.instances = instances;
    }

    void start(int clients, SplittableRandom random) {
        for (int i = 0; i < clients; i++) {
            SplittableRandom own = random.split();
            Thread thread = new Thread(() -> send(own), "client-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void send(SplittableRandom random) {
        try {
            while (!ending) {
                boolean known = sendOne(random);
                Thread.sleep(known ? random.nextInt(PAUSE_MILLIS) : PAUSE_AFTER_UNKNOWN_MILLIS);
            }
        } catch (Exception e) {
            synchronized (failures) {
                failures.add(e);
            }
        }
    }

    private boolean sendOne(SplittableRandom random) {
        ServiceProcess instance = instances.get(random.nextInt(instances.size()));
        if (random.nextInt(100) < BATCHES_PERCENT) {
            return client.postBatch(instance, offers.next(50 + random.nextInt(451), random));
        }
        return client.post(instance, offers.next(random));
    }

    @Override
    public void close() {
        ending = true;
        threads.forEach(Waits::forEnd);
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw new AssertionError("a client failed", failures.get(0));
            }
        }
    }
}
