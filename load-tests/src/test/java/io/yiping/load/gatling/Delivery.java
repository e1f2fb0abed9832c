package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.InputStreamBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyBytes;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Body;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.yiping.load.send.BatchAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * A virtual user's way with its ratings: send; after a refusal wait as long as it says, and send again; after {@code retry} send those
 * items again; after a lost answer leave, for they stay open in the {@link Accounting}.
 *
 * <p>Bound: a user holds no body but while it sends; after {@value #MOST_REFUSALS} refusals it leaves too.
 */
final class Delivery {
    private static final int MOST_REFUSALS = 100;
    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final String ANY_LEFT = "anyLeft";
    private static final String PARCEL = "parcel";
    private static final String STATUS = "status";
    private static final String ANSWER = "answer";
    private static final String RETRY_AFTER = "retryAfter";
    private static final String MILLIS = "millis";
    private static final String PAUSE = "pause";
    private static final String REFUSALS = "refusals";
    private static final String MAY_BE_STORED = "mayBeStored";

    /** Has no end, as Gatling wants it: who comes when nothing is left gets nothing, and leaves. */
    private final class Parcels implements Iterator<Map<String, Object>> {
        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Map<String, Object> next() {
            try {
                Parcel parcel = accounting.take();
                return parcel == null
                        ? Map.of(ANY_LEFT, false)
                        : Map.of(ANY_LEFT, true, PARCEL, parcel, REFUSALS, 0, MAY_BE_STORED, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Reading<T> {
        T of(Parcel parcel) throws IOException;
    }

    private final Accounting accounting;
    private final Way way;
    private final boolean leavesOut;
    private final Milliseconds answered = new Milliseconds();
    private final Milliseconds refused = new Milliseconds();
    private final Map<String, Integer> problems = new ConcurrentSkipListMap<>();

    private Delivery(Accounting accounting, Way way, boolean leavesOut) {
        this.accounting = accounting;
        this.way = way;
        this.leavesOut = leavesOut;
    }

    static Delivery of(Accounting accounting, Way way) {
        return new Delivery(accounting, way, false);
    }

    /** What is refused is not sent again, and not stored. */
    static Delivery leavingOutWhatIsRefused(Accounting accounting, Way way) {
        return new Delivery(accounting, way, true);
    }

    /** One parcel, until it is settled. */
    ChainBuilder once() {
        return feed(new Parcels())
                .exec(asLongAs(session -> session.contains(PARCEL)).on(attempt()));
    }

    /** Parcel after parcel, until none is left. */
    ChainBuilder untilNoneIsLeft() {
        return exec(once(), asLongAs(session -> session.getBoolean(ANY_LEFT)).on(once()));
    }

    private ChainBuilder attempt() {
        return exec(session -> session.removeAll(STATUS, ANSWER, RETRY_AFTER, MILLIS, PAUSE))
                .exec(request())
                .exec(this::answered)
                .doIf(session -> session.contains(PAUSE))
                .then(pause(session -> Duration.ofMillis(session.getLong(PAUSE))));
    }

    private HttpRequestActionBuilder request() {
        return http(way.title)
                .post(way.path)
                .header("Content-Type", way.contentType)
                .requestTimeout(TIMEOUT)
                .body(body())
                .check(
                        status().saveAs(STATUS),
                        bodyBytes().saveAs(ANSWER),
                        header("Retry-After").optional().saveAs(RETRY_AFTER),
                        responseTimeInMillis().saveAs(MILLIS),
                        status().in(200, 201, 207, 409, 422));
    }

    private Body body() {
        return switch (way) {
            case SINGLE -> ByteArrayBody(reading(Parcel::asLines));
            case BATCH -> ByteArrayBody(reading(Parcel::asArray));
            case UPLOAD_PROBLEMS, UPLOAD_SUMMARY -> InputStreamBody(reading(Parcel::open));
        };
    }

    private static <T> Function<Session, T> reading(Reading<T> reading) {
        return session -> {
            try {
                return reading.of(parcel(session));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static Parcel parcel(Session session) {
        return session.get(PARCEL);
    }

    private Session answered(Session failedOrNot) {
        Session session = failedOrNot.markAsSucceeded();
        int status = session.contains(ANSWER) ? session.getInt(STATUS) : 0;
        try {
            return switch (status) {
                case 503, 429 -> refused(session, status);
                case 200, 201, 207, 409, 422 -> settled(session, status);
                case 0, 500, 502, 504 -> lost(session);
                default -> throw new IOException("no answer that a rating can have");
            };
        } catch (IOException e) {
            accounting.wrong("%s was answered with HTTP %d: %s".formatted(way.title, status, e.getMessage()));
            return session.remove(PARCEL);
        }
    }

    private Session lost(Session session) {
        accounting.lost();
        return session.remove(PARCEL);
    }

    private Session refused(Session session, int status) throws IOException {
        refused.add(session.getInt(MILLIS));
        if (!session.contains(RETRY_AFTER)) {
            accounting.wrong("a refusal without Retry-After: HTTP " + status);
        }
        byte[] answer = session.get(ANSWER);
        String problem = Way.problem(answer);
        problems.merge(problem, 1, Integer::sum);
        boolean mayBeStored = problem.equals(Way.OUTCOME_UNKNOWN) || session.getBoolean(MAY_BE_STORED);
        if (problem.equals(Way.OUTCOME_UNKNOWN)) {
            accounting.lost();
        }
        boolean leftOut = leavesOut && !mayBeStored;
        accounting.refused(parcel(session), leftOut);
        int refusals = session.getInt(REFUSALS) + 1;
        return leftOut || refusals == MOST_REFUSALS
                ? session.remove(PARCEL)
                : session.set(REFUSALS, refusals)
                        .set(MAY_BE_STORED, mayBeStored)
                        .set(PAUSE, pauseMillis(session));
    }

    private static long pauseMillis(Session session) {
        String seconds = session.getString(RETRY_AFTER);
        return seconds == null
                ? SHORTEST_PAUSE_MILLIS
                : Math.max(SHORTEST_PAUSE_MILLIS, 1_000 * Long.parseLong(seconds));
    }

    private Session settled(Session session, int status) throws IOException {
        answered.add(session.getInt(MILLIS));
        byte[] told = session.get(ANSWER);
        BatchAnswer answer = way.read(status, told);
        if (answer == null) {
            return lost(session);
        }
        Parcel rest = accounting.settled(parcel(session), answer);
        return rest == null ? session.remove(PARCEL) : session.set(PARCEL, rest).set(PAUSE, SHORTEST_PAUSE_MILLIS);
    }

    int refusals() {
        return refused.count();
    }

    void print(PrintStream out) {
        out.printf("  %-18s %s%n", way.title + " answered", answered);
        out.printf("  %-18s %s %s%n", way.title + " refused", refused, problems);
    }
}
