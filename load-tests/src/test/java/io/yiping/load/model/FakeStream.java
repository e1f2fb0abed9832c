package io.yiping.load.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.yiping.load.manifest.Verdicts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** {@code POST /v1/ratings/stream} over a {@link NaiveLedger}: so many lines at a time are committed and told. */
final class FakeStream {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NaiveLedger ledger;
    private final int chunk;
    private final long problemAfter;
    private final UnaryOperator<ObjectNode> tell;
    private final String results;
    private final List<String> gathered = new ArrayList<>();
    private long line;
    private Verdicts sums = Verdicts.NONE;
    private OutputStream out;

    FakeStream(
            NaiveLedger ledger, int chunk, long problemAfter, UnaryOperator<ObjectNode> tell, HttpExchange exchange) {
        this.ledger = ledger;
        this.chunk = chunk;
        this.problemAfter = problemAfter;
        this.tell = tell;
        this.results = exchange.getRequestURI().getQuery().replace("results=", "");
    }

    /** What was gathered when the client went is settled all the same: its answer is lost. */
    void take(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        out = exchange.getResponseBody();
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try {
            InputStream body = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
            take(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
        } catch (IOException gone) {
            settle(false);
        }
        exchange.close();
    }

    private void take(BufferedReader lines) throws IOException {
        for (String text = lines.readLine(); text != null && !isOver(); text = lines.readLine()) {
            gathered.add(text);
            if (gathered.size() == chunk) {
                settle(true);
            }
        }
        settle(true);
        if (isOver()) {
            ObjectNode around = JSON.createObjectNode();
            around.putObject("problem").put("type", "/problems/answers-unread").put("detail", "read while you write");
            write(around);
        }
        ObjectNode around = JSON.createObjectNode();
        ObjectNode summary = JSON.valueToTree(sums);
        around.set("summary", summary.put("version", ledger.version()));
        write(around);
        out.flush();
        while (lines.readLine() != null) {
            // what comes after the end is read and forgotten
        }
    }

    private boolean isOver() {
        return problemAfter > 0 && line >= problemAfter;
    }

    private void settle(boolean told) throws IOException {
        List<ObjectNode> answers = new ArrayList<>();
        synchronized (ledger) {
            for (String text : gathered) {
                line++;
                NaiveLedger.Settled settled = ledger.settle(text);
                sums = NaiveLedger.add(sums, settled);
                boolean problem = !settled.verdict().matches("accepted|duplicate");
                if (results.equals("all") || results.equals("problems") && problem) {
                    answers.add(item(settled));
                }
            }
        }
        if (told && !gathered.isEmpty() && !results.equals("summary")) {
            answers.add(JSON.createObjectNode().put("committedThrough", line).put("version", ledger.version()));
        }
        gathered.clear();
        if (told) {
            for (ObjectNode answer : answers) {
                write(answer);
            }
            out.flush();
        }
    }

    private ObjectNode item(NaiveLedger.Settled settled) {
        ObjectNode item = JSON.createObjectNode().put("line", line).put("verdict", settled.verdict());
        item.putArray("differs").add("level");
        item.putArray("violations").addObject().put("line", 7).put("verdict", "nested");
        return settled.replaced() ? item.put("replaced", "DEFAULT") : item;
    }

    private void write(ObjectNode answer) throws IOException {
        ObjectNode told = tell.apply(answer);
        if (told != null) {
            out.write((told + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
