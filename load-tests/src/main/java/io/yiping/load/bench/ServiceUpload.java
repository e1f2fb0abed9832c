package io.yiping.load.bench;

import io.yiping.load.http.Endpoint;
import io.yiping.load.http.OpenPost;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.upload.OneUpload;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/**
 * Fresh ratings through the service in one upload, to its summary.
 *
 * <p>Failure: an {@link IOException} when a rating is not accepted, or the whole takes ten minutes.
 */
final class ServiceUpload implements Measurement {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int BUFFER_BYTES = 64 << 10;

    private final Endpoint endpoint;
    private final ServiceTotal total;

    ServiceUpload(Endpoint endpoint, ServiceTotal total) {
        this.endpoint = endpoint;
        this.total = total;
    }

    @Override
    public String word() {
        return "upload";
    }

    @Override
    public String name() {
        return "service, one upload (stream)";
    }

    @Override
    public Kind kind() {
        return Kind.BULK;
    }

    @Override
    public boolean leavesFolding() {
        return true;
    }

    @Override
    public Timed prepare(Work work) throws Exception {
        total.begin();
        return () -> {
            send(endpoint, work.ratings(), work.mark());
            return Course.SMOOTH;
        };
    }

    static void send(Endpoint endpoint, List<BenchRating> ratings, byte[] mark)
            throws IOException, InterruptedException {
        Verdicts sums = OneUpload.send(endpoint, post -> write(ratings, mark, post), TIMEOUT);
        if (sums.accepted() != ratings.size()) {
            throw new IOException("an upload of %,d new ratings ended with %s".formatted(ratings.size(), sums));
        }
    }

    private static void write(List<BenchRating> ratings, byte[] mark, OpenPost post) throws IOException {
        try (OutputStream body = new BufferedOutputStream(post.body(), BUFFER_BYTES)) {
            byte[] line = new byte[BUFFER_BYTES];
            for (BenchRating rating : ratings) {
                int end = rating.write(mark, line, 0);
                line[end] = '\n';
                body.write(line, 0, end + 1);
            }
        }
    }

    @Override
    public void verify(int ratings) throws Exception {
        total.verify(ratings);
    }
}
