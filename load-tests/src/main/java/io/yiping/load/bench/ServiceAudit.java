package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;

/** The service's own proof that its counts are exact. Failure: an {@link IOException} when it finds a difference. */
final class ServiceAudit {
    private final Endpoint endpoint;

    ServiceAudit(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void verify() throws IOException, InterruptedException {
        long difference = StatsReader.auditDifference(endpoint);
        if (difference != 0) {
            throw new IOException("the audit finds a difference of %,d".formatted(difference));
        }
    }
}
