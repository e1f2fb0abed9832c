package io.yiping.load.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Instances of a service over one {@link NaiveLedger}, with troubles that a test switches on: every n-th request meets one. */
public final class FakeService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode NOTHING = JSON.createObjectNode().put("title", "There is nothing at this path");

    private final NaiveLedger ledger;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    public volatile int refuseEvery;
    public volatile int loseAnswerEvery;

    /** A single rating is stored and answered with a refusal. */
    public volatile int storeAndRefuseEvery;

    public volatile int retryTailEvery;
    public volatile int loseFiguresEvery;
    public volatile int forgetCountEvery;
    public volatile long auditDifference;
    public volatile long auditMillis;

    /** Lines that an upload commits at a time. */
    public volatile int streamChunk = 300;

    /** An upload ends with a problem after so many lines; 0 for never. */
    public volatile long streamProblemAfter;

    /** Changes a line of an upload's answer before it is sent, or swallows it. */
    public volatile UnaryOperator<ObjectNode> streamTell = answer -> answer;

    /** Changes an answer to a batch before it is sent. */
    public volatile UnaryOperator<ObjectNode> batchTell = answer -> answer;

    /** The version moves once with each of so many reads of figures. */
    public final AtomicInteger versionMoves = new AtomicInteger();

    /** Changes an answer of figures, by its query, before it is sent. */
    public volatile BiConsumer<String, ObjectNode> distort = (query, answer) -> {};

    public FakeService(NaiveLedger ledger, int instances) throws IOException {
        this.ledger = ledger;
        for (int i = 0; i < instances; i++) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            server.setExecutor(threads);
            server.createContext("/v1/ratings/batch", this::batch);
            server.createContext("/v1/ratings/stream", this::stream);
            server.createContext("/v1/ratings", this::single);
            server.createContext("/v1/stats", this::stats);
            server.createContext("/v1/audit/counts", this::audit);
            server.createContext("/q/health/live", exchange -> answer(exchange, 200, JSON.createObjectNode()));
            server.createContext("/", exchange -> answer(exchange, 404, NOTHING));
            server.start();
            servers.add(server);
        }
    }

    public String urls() {
        List<String> urls = new ArrayList<>();
        servers.forEach(
                server -> urls.add("http://localhost:" + server.getAddress().getPort()));
        return String.join(",", urls);
    }

    private static boolean due(int number, int every) {
        return every > 0 && number % every == every - 1;
    }

    private void batch(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int number = requests.getAndIncrement();
        if (due(number, refuseEvery)) {
            refuse(exchange);
            return;
        }
        List<String> items = items(body);
        int tried = due(number, retryTailEvery) ? items.size() / 2 : items.size();
        ObjectNode result = settle(items, tried);
        if (due(number, loseAnswerEvery)) {
            exchange.close();
            return;
        }
        answer(exchange, status(result), batchTell.apply(result));
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (due(requests.getAndIncrement(), refuseEvery)) {
            refuse(exchange);
            return;
        }
        new FakeStream(ledger, streamChunk, streamProblemAfter, streamTell, exchange).take(exchange);
    }

    private void single(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int number = requests.getAndIncrement();
        if (due(number, refuseEvery)) {
            refuse(exchange);
            return;
        }
        NaiveLedger.Settled settled;
        synchronized (ledger) {
            settled = ledger.settle(body);
        }
        if (due(number, storeAndRefuseEvery)) {
            refuse(exchange);
            return;
        }
        int status = settled.verdict().equals("accepted") ? 201 : 200;
        answer(exchange, status, JSON.createObjectNode().put("verdict", settled.verdict()));
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Retry-After", "0");
        answer(exchange, 503, JSON.createObjectNode().put("type", "/problems/overloaded"));
    }

    private static List<String> items(byte[] body) throws IOException {
        List<String> items = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentTokenLocation().getByteOffset() + 1;
                items.add(new String(body, from, to - from, StandardCharsets.UTF_8));
            }
        }
        return items;
    }

    private ObjectNode settle(List<String> items, int tried) {
        Verdicts sums = Verdicts.NONE;
        ArrayNode receipts = JSON.createArrayNode();
        for (int i = 0; i < items.size(); i++) {
            NaiveLedger.Settled settled = new NaiveLedger.Settled(null, "retry", false, 0);
            if (i < tried) {
                synchronized (ledger) {
                    settled = ledger.settle(items.get(i));
                }
            }
            sums = NaiveLedger.add(sums, settled);
            if (!settled.verdict().equals("accepted") && !settled.verdict().equals("duplicate")) {
                receipts.add(receipt(i, settled));
            }
        }
        ObjectNode result = JSON.valueToTree(sums);
        result.set("items", receipts);
        return result;
    }

    private static ObjectNode receipt(int index, NaiveLedger.Settled settled) {
        ObjectNode receipt = JSON.createObjectNode().put("index", index).put("verdict", settled.verdict());
        receipt.put("serviceEventId", settled.serviceEventId());
        return settled.version() == 0 ? receipt : receipt.put("version", settled.version());
    }

    private static int status(ObjectNode result) {
        long good = result.get("accepted").asLong() + result.get("duplicate").asLong();
        long received = result.get("received").asLong();
        if (good == received) {
            return 200;
        }
        return result.get("rejected").asLong() == received ? 422 : 207;
    }

    private void stats(HttpExchange exchange) throws IOException {
        if (due(requests.getAndIncrement(), loseFiguresEvery)) {
            exchange.close();
            return;
        }
        ObjectNode answer;
        synchronized (ledger) {
            long version = ledger.version() + versionMoves.getAndUpdate(left -> Math.max(0, left - 1));
            try {
                answer = new FakeStats(exchange.getRequestURI().getQuery()).answer(ledger, version);
            } catch (FakeStats.Refused e) {
                answer(exchange, 422, JSON.createObjectNode().put("type", "/problems/" + e.getMessage()));
                return;
            }
        }
        if (forgetCountEvery > 0 && answer.has("rows")) {
            forget((ArrayNode) answer.get("rows"));
        }
        distort.accept(exchange.getRequestURI().getQuery(), answer);
        answerOnce(exchange, answer);
    }

    private void forget(ArrayNode rows) {
        int number = 0;
        for (Iterator<JsonNode> row = rows.iterator(); row.hasNext(); number++) {
            row.next();
            if (due(number, forgetCountEvery)) {
                row.remove();
            }
        }
    }

    /** 304 when the answer would be the same again. */
    private static void answerOnce(HttpExchange exchange, ObjectNode answer) throws IOException {
        String etag = "\"" + Integer.toHexString((exchange.getRequestURI() + answer.toString()).hashCode()) + "\"";
        exchange.getResponseHeaders().add("ETag", etag);
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
        } else {
            answer(exchange, 200, answer);
        }
    }

    private void audit(HttpExchange exchange) throws IOException {
        pause(auditMillis);
        answer(exchange, 200, JSON.createObjectNode().put("difference", auditDifference));
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
