package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Fresh ratings through the service, one a request, over many keep-alive connections. */
final class ServiceSingles implements Measurement {
    private static final int CREATED = 201;

    private final Endpoint endpoint;
    private final int connections;
    private final ServiceTotal total;
    private final byte[] head;

    ServiceSingles(Endpoint endpoint, int connections, ServiceTotal total) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.total = total;
        this.head = """
                POST /v1/ratings HTTP/1.1\r
                Host: %s:%d\r
                Content-Type: application/json\r
                Accept: application/json\r
                Content-Length:""".formatted(endpoint.host(), endpoint.port()).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String word() {
        return "singles";
    }

    @Override
    public String name() {
        return "service, one rating a request, %d connections".formatted(connections);
    }

    @Override
    public Kind kind() {
        return Kind.SINGLES;
    }

    @Override
    public boolean leavesFolding() {
        return true;
    }

    @Override
    public Timed prepare(Work work) throws Exception {
        total.begin();
        return () -> {
            try (RequestsClient client = RequestsClient.connect(endpoint, connections)) {
                return Course.refused(client.run(new Posts(work)).refusals());
            }
        };
    }

    private final class Posts implements Requests {
        private final Work work;

        Posts(Work work) {
            this.work = work;
        }

        @Override
        public int count() {
            return work.count();
        }

        @Override
        public void write(int number, SingleExchange to) {
            to.write(head, work.ratings().get(number), work.mark());
        }

        @Override
        public void check(int status, SingleExchange answered) throws IOException {
            if (status != CREATED) {
                throw new IOException("a new rating was answered with " + answered.text());
            }
        }
    }

    @Override
    public void verify(int ratings) throws Exception {
        total.verify(ratings);
    }
}
