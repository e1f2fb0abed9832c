package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import java.io.IOException;
import java.util.List;

/** Fresh ratings through the service, one a request, over many keep-alive connections. */
final class ServiceSingles implements Measurement {
    private final Endpoint endpoint;
    private final int connections;
    private final ServiceAudit audit;

    ServiceSingles(Endpoint endpoint, int connections, ServiceAudit audit) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "service, one rating a request, %d connections".formatted(connections);
    }

    @Override
    public boolean inBulk() {
        return false;
    }

    @Override
    public Timed prepare(List<BenchRating> ratings, byte[] suffix) {
        return () -> {
            try (SinglesClient client = SinglesClient.connect(endpoint, connections)) {
                return Course.refused(client.send(ratings, suffix));
            }
        };
    }

    @Override
    public void verify(int ratings) throws IOException, InterruptedException {
        audit.verify(ratings);
    }
}
