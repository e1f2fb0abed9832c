package io.yiping.load.bench;

import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.send.BatchAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fresh ratings through the service in batches: everything it promises, from JSON to the counts.
 *
 * <p>Failure: an {@link IOException} when a batch is not answered, or still refused, after a minute.
 */
final class ServiceBatches implements Measurement {
    static final int CLIENTS = 8;

    private static final String PATH = "/v1/ratings/batch?results=problems";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long SHORTEST_PAUSE_MILLIS = 50;

    private final Endpoint endpoint;
    private final int batch;
    private final ServiceTotal total;

    ServiceBatches(Endpoint endpoint, int batch, ServiceTotal total) {
        this.endpoint = endpoint;
        this.batch = batch;
        this.total = total;
    }

    @Override
    public String word() {
        return "batches-" + batch;
    }

    @Override
    public String name() {
        return "service, batches of %,d, %d clients".formatted(batch, CLIENTS);
    }

    @Override
    public Kind kind() {
        return Kind.BULK;
    }

    @Override
    public boolean leavesFolding() {
        return true;
    }

    @Override
    public Timed prepare(Work work) throws Exception {
        total.begin();
        AtomicInteger next = new AtomicInteger();
        List<Callable<Long>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(() -> send(work, next));
        }
        return () -> Course.refused(Parallel.sum(clients));
    }

    private long send(Work work, AtomicInteger next) throws IOException, InterruptedException {
        List<BenchRating> ratings = work.ratings();
        long refusals = 0;
        try (HttpConnection connection = new HttpConnection(endpoint, TIMEOUT)) {
            for (int from = next.getAndAdd(batch); from < ratings.size(); from = next.getAndAdd(batch)) {
                List<BenchRating> items = ratings.subList(from, Math.min(ratings.size(), from + batch));
                refusals += send(connection, body(items, work.mark()), items.size());
            }
        }
        return refusals;
    }

    private static byte[] body(List<BenchRating> batch, byte[] mark) {
        int length = 1;
        for (BenchRating rating : batch) {
            length += rating.lengthWith(mark) + 1;
        }
        byte[] body = new byte[length];
        int at = 0;
        for (BenchRating rating : batch) {
            body[at] = (byte) (at == 0 ? '[' : ',');
            at = rating.write(mark, body, at + 1);
        }
        body[at] = ']';
        return body;
    }

    private static long send(HttpConnection connection, byte[] body, int ratings)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TIMEOUT.toNanos();
        Answer answer = connection.postJson(PATH, body);
        long refusals = 0;
        for (; answer.refused() && System.nanoTime() < giveUp; refusals++) {
            Thread.sleep(Math.max(SHORTEST_PAUSE_MILLIS, answer.retryAfter().toMillis()));
            answer = connection.postJson(PATH, body);
        }
        if (answer.status() != 200
                || BatchAnswer.parse(answer.body()).verdicts().accepted() != ratings) {
            throw new IOException(
                    "a batch of %d new ratings was answered with %s".formatted(ratings, answer.excerpt()));
        }
        return refusals;
    }

    @Override
    public void verify(int ratings) throws Exception {
        total.verify(ratings);
    }
}
