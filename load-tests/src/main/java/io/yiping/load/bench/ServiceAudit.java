package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.time.Duration;

/** The service's own proof that its counts are exact. Failure: an {@link IOException} when it finds a difference. */
final class ServiceAudit {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Endpoint endpoint;

    ServiceAudit(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void verify() throws IOException, InterruptedException {
        try (HttpConnection connection = new HttpConnection(endpoint, TIMEOUT)) {
            long difference = new StatsReader(connection).auditDifference();
            if (difference != 0) {
                throw new IOException("the audit finds a difference of %,d".formatted(difference));
            }
        }
    }
}
