package io.yiping.load.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Instances of a service over one {@link NaiveLedger}, with troubles that a test switches on: every n-th request meets one. */
public final class FakeService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // without this each answer waits 40 ms for the client's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final NaiveLedger ledger;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    public volatile int refuseEvery;
    public volatile int loseAnswerEvery;
    public volatile int retryTailEvery;
    public volatile int loseFiguresEvery;
    public volatile int forgetCountEvery;
    public volatile long auditDifference;

    public FakeService(NaiveLedger ledger, int instances) throws IOException {
        this.ledger = ledger;
        for (int i = 0; i < instances; i++) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            server.setExecutor(threads);
            server.createContext("/v1/ratings/batch", this::batch);
            server.createContext("/v1/ratings", this::single);
            server.createContext("/v1/stats", this::stats);
            server.createContext("/v1/audit/counts", this::audit);
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
        answer(exchange, status(result), result);
    }

    private void single(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (due(requests.getAndIncrement(), refuseEvery)) {
            refuse(exchange);
            return;
        }
        NaiveLedger.Settled settled;
        synchronized (ledger) {
            settled = ledger.settle(body);
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
        ObjectNode answer = JSON.createObjectNode();
        synchronized (ledger) {
            answer.put("version", ledger.version());
            answer.set("total", total());
            String query = exchange.getRequestURI().getQuery();
            if (query.contains("by=")) {
                String dimension = query.replaceAll(".*by=(\\w+).*", "$1");
                answer.set("rows", rows(ledger.countsBy(dimension)));
            }
        }
        answer(exchange, 200, answer);
    }

    private ObjectNode total() {
        Map<String, long[]> origins = ledger.countsBy("origin");
        long[] active = origins.getOrDefault("ACTIVE", new long[5]);
        long[] byDefault = origins.getOrDefault("DEFAULT", new long[5]);
        long[] all = new long[5];
        Arrays.setAll(all, i -> active[i] + byDefault[i]);
        ObjectNode total = counts(all);
        total.put("ratings", Arrays.stream(all).sum());
        total.put("active", Arrays.stream(active).sum());
        return total.put("default", Arrays.stream(byDefault).sum());
    }

    private ArrayNode rows(Map<String, long[]> counts) {
        ArrayNode rows = JSON.createArrayNode();
        counts.forEach((key, row) -> {
            if (!due(rows.size(), forgetCountEvery)) {
                rows.add(counts(row).put("key", key));
            }
        });
        return rows;
    }

    private static ObjectNode counts(long[] row) {
        ObjectNode counts = JSON.createObjectNode();
        for (int level = 5; level >= 1; level--) {
            counts.put(String.valueOf(level), row[5 - level]);
        }
        ObjectNode around = JSON.createObjectNode();
        around.set("counts", counts);
        return around;
    }

    private void audit(HttpExchange exchange) throws IOException {
        answer(exchange, 200, JSON.createObjectNode().put("difference", auditDifference));
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
