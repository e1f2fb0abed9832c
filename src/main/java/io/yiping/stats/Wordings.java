package io.yiping.stats;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers how requests were understood, by what they depend on: the query string as it was sent, and {@code Accept}. Who
 * polls says the same each time. Requests that cannot be answered are not remembered.
 *
 * <p>Bound: so many; then all are forgotten, and each is read once more. Longer ones than {@value #LONGEST} are always read.
 * Thread-safety: safe.
 */
final class Wordings {

    /** Every parameter at its longest, and what browsers accept. */
    private static final int LONGEST = 600;

    private final ConcurrentHashMap<Wording, Asked> understood = new ConcurrentHashMap<>();
    private final int most;

    Wordings(int most) {
        this.most = most;
    }

    private record Wording(String query, String accept) {

        static Wording of(HttpServerRequest request) {
            String query = request.query();
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            return new Wording(query == null ? "" : query, accept == null ? "" : accept);
        }

        boolean isShort() {
            return query.length() + accept.length() <= LONGEST;
        }
    }

    /** @return null: it has to be read */
    Asked known(HttpServerRequest request) {
        return understood.get(Wording.of(request));
    }

    void remember(HttpServerRequest request, Asked asked) {
        Wording wording = Wording.of(request);
        if (wording.isShort()) {
            if (understood.mappingCount() >= most) {
                understood.clear();
            }
            understood.put(wording, asked);
        }
    }
}
