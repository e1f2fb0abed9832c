package io.yiping.load.gatling;

import io.yiping.load.console.Deadline;
import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.send.BatchAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Sends what is still open after a run, one batch after the other: refusals wait as long as they say, lost answers are sent again.
 *
 * <p>Failure: an {@link IOException} when the time allowed is over or an answer is none that a repetition can mend.
 */
final class Resending implements AutoCloseable {
    static final int MOST_RATINGS = 2_000;

    private static final String PATH = "/v1/ratings/batch?results=problems";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Accounting accounting;
    private final HttpConnection connection;
    private final Deadline deadline;

    Resending(Accounting accounting, List<Endpoint> endpoints, Duration patience) {
        this.accounting = accounting;
        this.connection = new HttpConnection(endpoints.get(0), REQUEST_TIMEOUT);
        this.deadline = new Deadline(patience);
    }

    void deliver(Parcel parcel) throws IOException, InterruptedException {
        List<Parcel> parts = parcel.inParts(MOST_RATINGS);
        accounting.divided(parcel, parts);
        for (Parcel part : parts) {
            for (Parcel rest = part; rest != null; ) {
                rest = accounting.settled(rest, answerTo(rest));
            }
        }
    }

    private BatchAnswer answerTo(Parcel parcel) throws IOException, InterruptedException {
        byte[] body = parcel.asArray();
        Answer answer = post(body);
        while (answer == null || answer.refused() || answer.status() == 500) {
            if (deadline.passed()) {
                throw new IOException("no answer in the time allowed; the last was " + answer);
            }
            Duration wanted = answer == null ? PAUSE : answer.retryAfter();
            deadline.sleep(wanted.compareTo(PAUSE) < 0 ? PAUSE : wanted);
            answer = post(body);
        }
        if (answer.status() != 200 && answer.status() != 207 && answer.status() != 422) {
            throw new IOException("a batch was answered with " + answer.excerpt());
        }
        return BatchAnswer.parse(answer.body());
    }

    /** Null when no answer came: what was stored all the same comes back as duplicate. */
    private Answer post(byte[] body) {
        try {
            Answer answer = connection.postJson(PATH, body);
            boolean mayBeStored = answer.refused() && Way.problem(answer.body()).equals(Way.OUTCOME_UNKNOWN);
            if (mayBeStored || answer.status() == 500) {
                accounting.lost();
            }
            return answer;
        } catch (IOException e) {
            accounting.lost();
            return null;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
