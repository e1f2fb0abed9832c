package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Sends ratings one a request over many connections from one thread, because the client shares the machine with what it measures.
 *
 * <p>Bound: one request on its way for each connection.
 *
 * <p>Failure: an {@link IOException} for a lost connection or any answer but 201; a refusal (503, 429) is sent again after a pause,
 * for at most a minute without any rating stored.
 */
final class SinglesClient implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int CREATED = 201;

    private record Paused(SingleExchange exchange, long until) {}

    private final Selector selector;
    private final List<SingleExchange> exchanges = new ArrayList<>();
    private final Queue<Paused> paused = new ArrayDeque<>();
    private final byte[] head;
    private List<BenchRating> ratings;
    private byte[] suffix;
    private int sent;
    private int stored;
    private long refusals;
    private long lastStored = System.nanoTime();

    private SinglesClient(Selector selector, Endpoint endpoint) {
        this.selector = selector;
        this.head = """
                POST /v1/ratings HTTP/1.1\r
                Host: %s:%d\r
                Content-Type: application/json\r
                Accept: application/json\r
                Content-Length:""".formatted(endpoint.host(), endpoint.port()).getBytes(StandardCharsets.US_ASCII);
    }

    static SinglesClient connect(Endpoint endpoint, int connections) throws IOException {
        SinglesClient client = new SinglesClient(Selector.open(), endpoint);
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(endpoint.host(), endpoint.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            SingleExchange exchange = new SingleExchange(channel);
            channel.register(client.selector, SelectionKey.OP_READ, exchange);
            client.exchanges.add(exchange);
        }
        return client;
    }

    /** Returns how many requests were refused and sent again. */
    long send(List<BenchRating> all, byte[] keySuffix) throws IOException {
        ratings = all;
        suffix = keySuffix;
        for (SingleExchange exchange : exchanges) {
            sendNext(exchange);
        }
        while (stored < ratings.size()) {
            selector.select(this::receive, paused.isEmpty() ? 1_000 : 10);
            resume();
            checkProgress();
        }
        return refusals;
    }

    private void sendNext(SingleExchange exchange) throws IOException {
        if (sent < ratings.size()) {
            exchange.write(head, ratings.get(sent++), suffix);
            exchange.send();
        }
    }

    private void receive(SelectionKey key) {
        SingleExchange exchange = (SingleExchange) key.attachment();
        try {
            settle(exchange, exchange.receive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void settle(SingleExchange exchange, int status) throws IOException {
        switch (status) {
            case 0 -> {
                // the answer is not complete yet
            }
            case CREATED -> {
                stored++;
                lastStored = System.nanoTime();
                sendNext(exchange);
            }
            case 429, 503 -> {
                refusals++;
                paused.add(new Paused(exchange, System.nanoTime() + PAUSE_NANOS));
            }
            default -> throw new IOException("a new rating was answered with " + exchange.text());
        }
    }

    private void checkProgress() throws IOException {
        if (System.nanoTime() - lastStored > PATIENCE_NANOS) {
            throw new IOException("no rating was stored for a minute; %d requests were refused".formatted(refusals));
        }
    }

    private void resume() throws IOException {
        while (!paused.isEmpty() && paused.peek().until() - System.nanoTime() <= 0) {
            paused.remove().exchange().send();
        }
    }

    @Override
    public void close() throws IOException {
        for (SingleExchange exchange : exchanges) {
            exchange.close();
        }
        selector.close();
    }
}
