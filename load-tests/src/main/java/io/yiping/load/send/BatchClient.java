package io.yiping.load.send;

import io.yiping.load.console.Deadline;
import io.yiping.load.console.Progress;
import io.yiping.load.http.Answer;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.http.NotSentException;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Takes batches from the plan and sends each until every line has a final verdict.
 *
 * <p>Failure: a refusal (503, 429) waits as long as the answer asks and sends again; a lost answer or connection sends again to the
 * next instance, which is safe because a rating is stored once; an answer that no repetition can mend stops the run. All of it ends
 * at the deadline.
 */
final class BatchClient implements Runnable {
    static final String PATH = "/v1/ratings/batch?results=problems";

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(250);
    private static final Duration SHORTEST_REFUSAL = Duration.ofMillis(100);
    private static final int ALL_REJECTED = 422;
    private static final int MAX_SERVER_ERRORS = 20;

    private final SendPlan plan;
    private final RatingsFile file;
    private final List<HttpConnection> connections;
    private final Account account;
    private final Deadline deadline;
    private final Progress progress;
    private int serverErrors;

    BatchClient(
            SendPlan plan,
            RatingsFile file,
            List<HttpConnection> connections,
            Account account,
            Deadline deadline,
            Progress progress) {
        this.plan = plan;
        this.file = file;
        this.connections = connections;
        this.account = account;
        this.deadline = deadline;
        this.progress = progress;
    }

    @Override
    public void run() {
        try {
            for (SendPlan.Send send = plan.take(); send != null && !stopped(); send = plan.take()) {
                deliver(Batch.of(file, send), send.number());
                Verdicts soFar = account.verdicts();
                progress.report(soFar.received(), plan.lines(), soFar.toString());
            }
        } catch (IOException | RuntimeException e) {
            account.fail(e.toString());
        } catch (InterruptedException e) {
            account.fail("interrupted");
        } finally {
            connections.forEach(HttpConnection::close);
        }
    }

    private void deliver(Batch batch, int number) throws IOException, InterruptedException {
        BatchAnswer answer = answerTo(batch, number);
        while (answer != null && answer.verdicts().retry() > 0) {
            account.settled(answer.verdicts().withoutRetry(), answer.version());
            account.retriedItems(answer.retryIndexes().size());
            deadline.sleep(PAUSE_BEFORE_RETRY);
            batch = batch.only(answer.retryIndexes());
            answer = answerTo(batch, number);
        }
        if (answer != null) {
            account.settled(answer.verdicts(), answer.version());
        }
    }

    /** Null when the run was stopped before an answer came. */
    private BatchAnswer answerTo(Batch batch, int number) throws IOException, InterruptedException {
        byte[] body = batch.asArray();
        int instance = number;
        while (true) {
            Answer answer = post(body, connections.get(instance % connections.size()));
            if (answer == null) {
                instance++;
            } else if (settles(answer)) {
                return checked(BatchAnswer.parse(answer.body()), batch);
            }
            if (stopped()) {
                return null;
            }
            account.resent();
        }
    }

    /** Null when no answer came. */
    private Answer post(byte[] body, HttpConnection connection) throws InterruptedException {
        try {
            Answer answer = connection.postJson(PATH, body);
            account.status(answer.status());
            return answer;
        } catch (NotSentException e) {
            deadline.sleep(PAUSE_AFTER_FAILURE);
        } catch (IOException e) {
            account.unknownAnswer();
            deadline.sleep(PAUSE_AFTER_FAILURE);
        }
        return null;
    }

    private boolean settles(Answer answer) throws InterruptedException {
        if (answer.status() == 200 || answer.status() == 207 || answer.status() == ALL_REJECTED) {
            return true;
        }
        if (answer.refused()) {
            account.refused();
            boolean named = answer.retryAfter().compareTo(SHORTEST_REFUSAL) > 0;
            deadline.sleep(named ? answer.retryAfter() : SHORTEST_REFUSAL);
        } else if (answer.status() >= 500 && ++serverErrors < MAX_SERVER_ERRORS) {
            account.unknownAnswer();
            deadline.sleep(PAUSE_AFTER_FAILURE);
        } else {
            account.fail("a batch was answered with " + answer.excerpt());
        }
        return false;
    }

    private BatchAnswer checked(BatchAnswer answer, Batch batch) {
        Verdicts sums = answer.verdicts();
        if (sums.received() != batch.lines() || !sums.balanced()) {
            account.fail("a batch of %d lines was answered with %s".formatted(batch.lines(), sums));
        }
        if (sums.retry() != answer.retryIndexes().size()) {
            account.fail("%d items must be sent again, but %d are named"
                    .formatted(sums.retry(), answer.retryIndexes().size()));
        }
        return answer;
    }

    private boolean stopped() {
        if (deadline.passed()) {
            account.fail("the time allowed is over (--timeout)");
        }
        return account.failure() != null;
    }
}
