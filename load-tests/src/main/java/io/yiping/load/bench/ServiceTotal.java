package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Proves that the service's figures have moved by what was stored, at the version that its database has reached.
 *
 * <p>Failure: an {@link IOException} when they have not.
 */
final class ServiceTotal {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** The last version in the database. */
    @FunctionalInterface
    interface LastVersion {
        long read() throws SQLException;
    }

    private final Endpoint endpoint;
    private final LastVersion last;
    private long before;

    ServiceTotal(Endpoint endpoint, LastVersion last) {
        this.endpoint = endpoint;
        this.last = last;
    }

    void begin() throws Exception {
        before = now();
    }

    void verify(int stored) throws Exception {
        long moved = now() - before;
        if (moved != stored) {
            throw new IOException("%,d ratings were stored and the figures moved by %,d".formatted(stored, moved));
        }
    }

    /** Opens its own connection: the pause since the last one may be longer than the service keeps it. */
    private long now() throws Exception {
        try (HttpConnection connection = new HttpConnection(endpoint, TIMEOUT)) {
            return new StatsReader(connection).total(last.read()).ratings();
        }
    }
}
