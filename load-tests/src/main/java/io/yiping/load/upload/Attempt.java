package io.yiping.load.upload;

import io.yiping.load.console.Deadline;
import io.yiping.load.http.Answer;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.OpenPost;
import java.io.IOException;
import java.time.Duration;

/**
 * One connection of an upload: its body is written by a thread of its own while this one reads the answers, or, for a client that
 * does not read while it writes, before.
 *
 * <p>Bound: nothing of either direction is held in memory. Where nothing is read, the kernel takes {@value #UNREAD_BYTES} bytes of
 * answers and no more.
 *
 * <p>Failure: an {@link IOException} when the connection is lost, also where the body cut it. Nothing is left running.
 */
final class Attempt {
    private static final int UNREAD_BYTES = 64 << 10;

    private final Endpoint endpoint;
    private final Results results;
    private final String headers;
    private final Duration requestTimeout;
    private final boolean unread;

    Attempt(Endpoint endpoint, Results results, String headers, Duration requestTimeout, boolean unread) {
        this.endpoint = endpoint;
        this.results = results;
        this.headers = headers;
        this.requestTimeout = requestTimeout;
        this.unread = unread;
    }

    /** Null when the upload was taken and all answers are told; else what was answered in place of it. */
    Answer run(Body body, AnswerLines.Sink sink, Deadline deadline) throws IOException, InterruptedException {
        OpenPost post = OpenPost.open(endpoint, results.path(), headers, requestTimeout, unread ? UNREAD_BYTES : 0);
        Thread writer = new Thread(() -> write(body, post), "upload");
        writer.start();
        try {
            if (unread) {
                awaitWritten(writer, deadline);
            }
            return read(post, sink);
        } finally {
            post.close();
            writer.join();
        }
    }

    /** What goes wrong here shows in the answers: they end early. */
    private static void write(Body body, OpenPost post) {
        try {
            body.writeTo(post);
        } catch (IOException e) {
            // The service may have said why before it closed; if it has not, the reader meets the end of the
            // connection.
        }
    }

    private static void awaitWritten(Thread writer, Deadline deadline) throws IOException, InterruptedException {
        writer.join(deadline.leftMillis());
        if (writer.isAlive()) {
            throw new IOException("the service has not read all of the body in the time allowed");
        }
    }

    private static Answer read(OpenPost post, AnswerLines.Sink sink) throws IOException {
        int status = post.status();
        if (status != 200) {
            return post.wholeAnswer(status);
        }
        new AnswerLines(sink).read(post.answer());
        return null;
    }
}
