package io.yiping.load.gatling;

import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.send.BatchAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How many new ratings a second the service takes from {@value #CLIENTS} clients that each wait for their answer. The first half of the
 * time warms up: a service that was just started takes half of what it takes later, and less. All answers are there before it returns, so
 * that what it stored stands before the accounting begins.
 */
final class Capacity {
    private static final int CLIENTS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Supply supply;
    private final List<Endpoint> endpoints;
    private final AtomicLong accepted = new AtomicLong();

    Capacity(Supply supply, List<Endpoint> endpoints) {
        this.supply = supply;
        this.endpoints = endpoints;
    }

    double find(int seconds) {
        long start = System.nanoTime();
        long counted = start + seconds * 500_000_000L;
        long end = start + seconds * 1_000_000_000L;
        List<Thread> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Thread(() -> send(endpoints.get(i % endpoints.size()), counted, end), "capacity"))
                .toList();
        clients.forEach(Thread::start);
        clients.forEach(Capacity::join);
        return accepted.get() / ((System.nanoTime() - counted) / 1e9);
    }

    private static void join(Thread client) {
        try {
            client.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(Endpoint endpoint, long counted, long end) {
        try (HttpConnection connection = new HttpConnection(endpoint, TIMEOUT)) {
            while (System.nanoTime() < end) {
                Answer answer =
                        connection.postJson(Way.BATCH.path, supply.take().asArray());
                if (answer.status() == 200 && System.nanoTime() >= counted) {
                    accepted.addAndGet(
                            BatchAnswer.parse(answer.body()).verdicts().accepted());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
