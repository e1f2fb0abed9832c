package io.yiping.load.upload;

import io.yiping.load.console.Deadline;
import io.yiping.load.console.Progress;
import io.yiping.load.http.Answer;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.time.Duration;

/**
 * Uploads a file and begins again after the last {@code committedThrough} whenever the connection is cut or lost, until a summary has
 * come for its last line.
 *
 * <p>Failure: a problem that the service names ends it unless the service was only starting, stopping or without its database; so
 * do answers that contradict themselves, and the deadline. What is committed is in the account.
 */
final class Upload {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final RatingsFile file;
    private final UploadSettings settings;
    private final UploadAccount account;
    private final Cuts cuts;
    private final Progress progress;
    private final Deadline deadline;
    private long cut;
    private long lost;
    private long linesAgain;
    private String failure;
    private String lastLoss;

    Upload(RatingsFile file, UploadSettings settings, UploadAccount account, Progress progress) {
        this.file = file;
        this.settings = settings;
        this.account = account;
        this.cuts = new Cuts(settings.cuts(), file.bytes(), settings.seed());
        this.progress = progress;
        this.deadline = new Deadline(settings.timeout());
    }

    /** Returns when the whole file is settled, or nothing more can be done. */
    void run() throws IOException, InterruptedException {
        while (failure == null) {
            account.begin();
            long from = file.endOf(account.committed());
            long cutAt = cuts.isNext() ? cuts.takeFrom(from) : FileBody.NO_CUT;
            FileBody body = new FileBody(file, settings, from, cutAt, cuts.withReset());
            Answer refusal = attempt(body);
            if (account.ended() && account.problem() == null) {
                return;
            }
            linesAgain += Math.max(0, file.linesBefore(body.position()) - account.committed());
            judge(refusal, body);
        }
    }

    /** Null when the upload was taken, whatever became of it then. */
    private Answer attempt(FileBody body) throws InterruptedException {
        Attempt attempt = new Attempt(
                settings.endpoint(),
                settings.results(),
                settings.headers(),
                settings.requestTimeout(),
                settings.unread());
        try {
            return attempt.run(body, new Watched(), deadline);
        } catch (WrongAnswerException e) {
            failure = e.getMessage();
        } catch (IOException e) {
            lastLoss = e.getMessage();
        }
        return null;
    }

    private void judge(Answer refusal, FileBody body) throws InterruptedException {
        if (failure != null) {
            return;
        }
        if (refusal != null && !refusal.refused()) {
            failure = "the upload was answered with " + refusal.excerpt();
        } else if (account.problem() != null && !isPassing(account.problem())) {
            failure = "the service ended the upload: " + account.problem();
        } else if (deadline.passed()) {
            failure = "the time allowed is over (--timeout); the last connection was lost: " + lastLoss;
        } else if (body.wasCut()) {
            cut++;
        } else {
            lost++;
            boolean named = refusal != null && refusal.retryAfter().compareTo(PAUSE) > 0;
            deadline.sleep(named ? refusal.retryAfter() : PAUSE);
        }
    }

    /** The service or its database is away for a while; the upload goes on when they are back. */
    private static boolean isPassing(String problem) {
        return problem.startsWith("/problems/not-ready") || problem.startsWith("/problems/outcome-unknown");
    }

    /** Null when the whole file is settled. */
    String failure() {
        return failure;
    }

    /** How often the connection was cut here. */
    long cut() {
        return cut;
    }

    /** How often it was lost, refused or ended for a while by the service. */
    long lost() {
        return lost;
    }

    /** Lines that were given to a connection and not said to be committed on it. */
    long linesAgain() {
        return linesAgain;
    }

    /** Tells the account and shows progress. */
    private final class Watched implements AnswerLines.Sink {
        @Override
        public void item(long line, String verdict, boolean replaced) throws IOException {
            account.item(line, verdict, replaced);
        }

        @Override
        public void committedThrough(long line, long version) throws IOException {
            account.committedThrough(line, version);
            progress.report(account.committed(), file.lines(), account.toString());
            if (deadline.passed()) {
                throw new IOException("the upload took too long");
            }
        }

        @Override
        public void problem(String type, String detail) {
            account.problem(type, detail);
        }

        @Override
        public void summary(Verdicts verdicts, long version) throws IOException {
            account.summary(verdicts, version);
        }
    }
}
