package io.yiping.load.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs clients at the same time, a thread for each, and adds up what they return; the first failure ends it. */
final class Parallel {
    private Parallel() {}

    static long sum(List<Callable<Long>> clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            long sum = 0;
            for (Future<Long> client : threads.invokeAll(clients)) {
                sum += client.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
