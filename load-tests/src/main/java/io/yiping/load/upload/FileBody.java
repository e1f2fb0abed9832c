package io.yiping.load.upload;

import io.yiping.load.http.OpenPost;
import io.yiping.load.manifest.RatingsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a file from one position on to its end, or to where the connection is cut.
 *
 * <p>Bound: one buffer of {@value #BUFFER_BYTES} bytes.
 *
 * <p>Thread-safety: one writer; {@link #position} may be read by any thread.
 */
final class FileBody implements Body {
    static final long NO_CUT = -1;

    private static final int BUFFER_BYTES = 64 << 10;

    private final RatingsFile file;
    private final UploadSettings settings;
    private final long cutAt;
    private final boolean withReset;
    private volatile long position;

    FileBody(RatingsFile file, UploadSettings settings, long from, long cutAt, boolean withReset) {
        this.file = file;
        this.settings = settings;
        this.position = from;
        this.cutAt = cutAt;
        this.withReset = withReset;
    }

    /** Up to where the file was given to the connection, arrived or not. */
    long position() {
        return position;
    }

    boolean wasCut() {
        return cutAt != NO_CUT && position == cutAt;
    }

    @Override
    public void writeTo(OpenPost post) throws IOException {
        OutputStream wire = post.body();
        OutputStream paced = settings.bytesPerSecond() > 0 ? new Pace(wire, settings.bytesPerSecond()) : wire;
        OutputStream body = settings.gzip() ? new GZIPOutputStream(paced, BUFFER_BYTES, true) : paced;
        copy(body, cutAt == NO_CUT ? file.bytes() : cutAt);
        if (cutAt == NO_CUT) {
            body.close();
        } else {
            body.flush();
            cut(post);
        }
    }

    private void copy(OutputStream body, long end) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (position < end) {
            int step = (int) Math.min(BUFFER_BYTES, end - position);
            file.read(position, buffer, step);
            // Counted before it is written: what was begun may have arrived.
            position += step;
            body.write(buffer, 0, step);
        }
    }

    private void cut(OpenPost post) throws IOException {
        if (withReset) {
            post.reset();
        } else {
            post.stopSending();
        }
    }
}
