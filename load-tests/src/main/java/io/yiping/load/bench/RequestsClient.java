package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Makes requests over many connections from one thread, because the client shares the machine with what it measures.
 *
 * <p>Bound: one request on its way for each connection.
 *
 * <p>Failure: an {@link IOException} for a lost connection or a wrong answer; a refusal (503, 429) is sent again after a pause, for
 * at most a minute without any other answer.
 */
final class RequestsClient implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private record Paused(SingleExchange exchange, long until) {}

    private final Selector selector;
    private final List<SingleExchange> exchanges = new ArrayList<>();
    private final Queue<Paused> paused = new ArrayDeque<>();
    private Requests requests;
    private int sent;
    private int answered;
    private int answerBytes;
    private long refusals;
    private long lastAnswered = System.nanoTime();

    private RequestsClient(Selector selector) {
        this.selector = selector;
    }

    static RequestsClient connect(Endpoint endpoint, int connections) throws IOException {
        RequestsClient client = new RequestsClient(Selector.open());
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

    /** To be called once. */
    Measurement.Course run(Requests all) throws IOException {
        requests = all;
        for (SingleExchange exchange : exchanges) {
            sendNext(exchange);
        }
        while (answered < requests.count()) {
            selector.select(this::receive, paused.isEmpty() ? 1_000 : 10);
            resume();
            checkProgress();
        }
        return new Measurement.Course(refusals, answerBytes);
    }

    private void sendNext(SingleExchange exchange) throws IOException {
        if (sent < requests.count()) {
            requests.write(sent++, exchange);
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
            case 429, 503 -> {
                refusals++;
                paused.add(new Paused(exchange, System.nanoTime() + PAUSE_NANOS));
            }
            default -> {
                requests.check(status, exchange);
                answered++;
                answerBytes = exchange.answerBytes();
                lastAnswered = System.nanoTime();
                sendNext(exchange);
            }
        }
    }

    private void checkProgress() throws IOException {
        if (System.nanoTime() - lastAnswered > PATIENCE_NANOS) {
            throw new IOException("no request was answered for a minute; %d were refused".formatted(refusals));
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
