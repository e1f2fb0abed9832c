package io.yiping.load.gatling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.io.PrintStream;

/** What viewers see: answers that say more than before, and answers that say nothing has changed. */
final class Looks {
    static final String STATUS = "status";
    static final String ETAG = "etag";
    static final String BODY = "body";
    static final String MILLIS = "millis";

    private static final String VERSION = "version";

    /** An empty service answers at version 0. */
    private static final long NONE_YET = -1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Accounting accounting;
    private final Milliseconds figures = new Milliseconds();
    private final Milliseconds unchanged = new Milliseconds();
    private final Milliseconds failed = new Milliseconds();

    Looks(Accounting accounting) {
        this.accounting = accounting;
    }

    Session seen(Session session) {
        if (session.isFailed() || !session.contains(STATUS)) {
            failed.add(0);
            return session.markAsSucceeded();
        }
        int millis = session.getInt(MILLIS);
        if (session.getInt(STATUS) == 304) {
            unchanged.add(millis);
            return session;
        }
        figures.add(millis);
        return read(session);
    }

    private Session read(Session session) {
        try {
            JsonNode answer = JSON.readTree((byte[]) session.get(BODY));
            long version = answer.path("version").asLong();
            long earlier = session.contains(VERSION) ? session.getLong(VERSION) : NONE_YET;
            if (version <= earlier) {
                accounting.wrong("a viewer who knew version %d was answered with %d".formatted(earlier, version));
            }
            checkSum(answer.path("total"));
            return session.set(VERSION, version);
        } catch (IOException e) {
            accounting.wrong("figures were answered with what is no JSON: " + e.getMessage());
            return session;
        }
    }

    private void checkSum(JsonNode total) {
        long sum = 0;
        for (JsonNode count : total.path("counts")) {
            sum += count.asLong();
        }
        if (sum != total.path("ratings").asLong()) {
            accounting.wrong("the levels add up to %,d in %s".formatted(sum, total));
        }
    }

    void print(PrintStream out) {
        out.printf("  %-18s %s%n", "stats 200", figures);
        out.printf("  %-18s %s%n", "stats 304", unchanged);
        out.printf("  %-18s %,d%n", "stats refused", failed.count());
    }
}
