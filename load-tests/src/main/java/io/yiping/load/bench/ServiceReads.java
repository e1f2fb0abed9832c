package io.yiping.load.bench;

import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * GET requests over many keep-alive connections at a version that stands still: a constant of the same service, and figures, in
 * three ways to be answered. The constant is what is said where there is nothing: the same small body for all, written anew for each
 * request, without a look at the database or at anything kept.
 *
 * <p>Failure: an {@link IOException} for any other status, and for an answer to the same request that has not as many bytes as
 * the first.
 */
final class ServiceReads implements Measurement {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String NOTHING = "/v1/nothing";

    /** What is asked for, and how it is answered. */
    enum What {
        CONSTANT("constant", "GET a constant", Kind.READS, 404),
        UNCHANGED("unchanged", "GET figures, 304", Kind.READS, 304),
        KEPT("kept", "GET figures, from memory", Kind.READS, 200),
        FRESH("fresh", "GET figures, from the database", Kind.FRESH_READS, 200);

        private final String word;
        private final String title;
        private final Kind kind;
        private final int status;

        What(String word, String title, Kind kind, int status) {
            this.word = word;
            this.title = title;
            this.kind = kind;
            this.status = status;
        }
    }

    private final What what;
    private final Endpoint endpoint;
    private final int connections;
    private final ServiceTotal.LastVersion version;
    private final AtomicInteger wording;

    /** @param firstWording figures from the database are asked for in ever other words, from this one on */
    ServiceReads(What what, Endpoint endpoint, int connections, ServiceTotal.LastVersion version, int firstWording) {
        this.what = what;
        this.endpoint = endpoint;
        this.connections = connections;
        this.version = version;
        this.wording = new AtomicInteger(firstWording);
    }

    @Override
    public String word() {
        return what.word;
    }

    @Override
    public String name() {
        return "%s, %d connections".formatted(what.title, connections);
    }

    @Override
    public Kind kind() {
        return what.kind;
    }

    @Override
    public boolean leavesFolding() {
        return false;
    }

    @Override
    public Timed prepare(Work work) throws Exception {
        Gets gets = new Gets(work.count(), requests());
        return () -> {
            try (RequestsClient client = RequestsClient.connect(endpoint, connections)) {
                return client.run(gets);
            }
        };
    }

    /** The next request, which is the same each time but for figures from the database. */
    private Supplier<byte[]> requests() throws IOException, SQLException {
        if (what == What.CONSTANT) {
            byte[] constant = request(NOTHING, "");
            return () -> constant;
        }
        Days days = Days.explore(endpoint, version.read());
        byte[] same = request(days.path(), etag(days.path()));
        return what == What.FRESH ? () -> request(days.worded(wording.incrementAndGet()), "") : () -> same;
    }

    /** Also the reading that leads to the answer in memory. */
    private String etag(String path) throws IOException {
        try (HttpConnection connection = new HttpConnection(endpoint, TIMEOUT)) {
            Answer answer = Days.get(connection, path);
            return what == What.UNCHANGED ? answer.etag() : "";
        }
    }

    private byte[] request(String path, String etag) {
        String condition = etag.isEmpty() ? "" : "If-None-Match: " + etag + "\r\n";
        String head = "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: application/json\r\n%s\r\n"
                .formatted(path, endpoint.host(), endpoint.port(), condition);
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    private final class Gets implements Requests {
        private final int count;
        private final Supplier<byte[]> requests;
        private int bytes;

        Gets(int count, Supplier<byte[]> requests) {
            this.count = count;
            this.requests = requests;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public void write(int number, SingleExchange to) {
            to.write(requests.get());
        }

        @Override
        public void check(int status, SingleExchange answered) throws IOException {
            if (bytes == 0 || what == What.FRESH) {
                bytes = answered.answerBytes();
            }
            if (status != what.status || bytes != answered.answerBytes()) {
                throw new IOException(name() + " was answered with " + answered.text());
            }
        }
    }

    @Override
    public void verify(int requests) {
        // each answer was checked as it came
    }
}
