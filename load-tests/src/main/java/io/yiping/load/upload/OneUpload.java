package io.yiping.load.upload;

import io.yiping.load.console.Deadline;
import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.time.Duration;

/**
 * One upload on one connection, for whoever wants only its sums.
 *
 * <p>Failure: an {@link IOException} when it does not end with a summary of its own.
 */
public final class OneUpload {
    private static final String HEADERS = "Content-Type: application/x-ndjson\r\n";

    private OneUpload() {}

    public static Verdicts send(Endpoint endpoint, Body body, Duration timeout)
            throws IOException, InterruptedException {
        Sums sums = new Sums();
        Attempt attempt = new Attempt(endpoint, Results.SUMMARY, HEADERS, timeout, false);
        Answer refusal = attempt.run(body, sums, new Deadline(timeout));
        if (refusal != null) {
            throw new IOException("an upload was answered with " + refusal.excerpt());
        }
        if (sums.problem != null || sums.verdicts == null) {
            throw new IOException("an upload ended without a summary of its own: " + sums.problem);
        }
        return sums.verdicts;
    }

    private static final class Sums implements AnswerLines.Sink {
        private Verdicts verdicts;
        private String problem;

        @Override
        public void item(long line, String verdict, boolean replaced) {
            // results=summary has none
        }

        @Override
        public void committedThrough(long line, long version) {
            // only the end counts
        }

        @Override
        public void problem(String type, String detail) {
            problem = type + ": " + detail;
        }

        @Override
        public void summary(Verdicts sums, long version) {
            verdicts = sums;
        }
    }
}
