package io.yiping.ingest;

import io.yiping.platform.Gunzip;
import java.util.function.BooleanSupplier;

/**
 * The body of one upload, plain or gzip: what has arrived, turned into lines step by step.
 *
 * <p>Bound: one piece that arrived, one inflated piece, one carried line; a step is 64 lines or 64 KiB, less than a
 * millisecond. An event loop runs up to 64 tasks before it looks at its sockets again, and the neighbours wait there: ten
 * megabytes of gzip that hold ten gigabytes are worked through in 160,000 steps.
 *
 * <p>Thread-safety: none; it belongs to its upload's event loop.
 */
final class UploadBody implements AutoCloseable {

    private static final int INFLATED = 16 * 1024;
    private static final int STEP_LINES = 64;
    private static final int STEP_BYTES = 64 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private final Lines lines;
    private final Gunzip gunzip;
    private final byte[] inflated;
    private byte[] piece = NOTHING;
    private int at;
    private int to;
    private boolean drained = true;

    UploadBody(boolean gzip, Lines.Sink sink) {
        this.lines = new Lines(sink);
        this.gunzip = gzip ? new Gunzip() : null;
        this.inflated = gzip ? new byte[INFLATED] : null;
    }

    /** Gives it what has arrived; everything given before has to have been read. */
    void arrived(byte[] bytes) {
        drained = false;
        if (gunzip == null) {
            piece = bytes;
            at = 0;
            to = bytes.length;
        } else {
            gunzip.feed(bytes);
        }
    }

    /** Everything that has arrived was read. */
    boolean isDrained() {
        return drained;
    }

    /** One step, if there is room; asked before each line. */
    void read(BooleanSupplier room) throws Gunzip.Broken {
        int read = 0;
        for (int n = 0; n < STEP_LINES && read < STEP_BYTES && hasMore() && room.getAsBoolean(); n++) {
            int begin = at;
            at = lines.take(piece, at, to);
            read += at - begin;
        }
    }

    /** The body has ended: the last line may have no newline, a gzip stream has to be whole. */
    void end() throws Gunzip.Broken {
        if (gunzip != null && !gunzip.isWhole()) {
            throw new Gunzip.Broken("it ends in the middle");
        }
        lines.end();
    }

    @Override
    public void close() {
        drained = true;
        piece = NOTHING;
        if (gunzip != null) {
            gunzip.close();
        }
    }

    private boolean hasMore() throws Gunzip.Broken {
        if (at == to && !drained) {
            next();
        }
        return !drained;
    }

    private void next() throws Gunzip.Broken {
        at = 0;
        to = gunzip == null ? 0 : gunzip.read(inflated);
        piece = gunzip == null ? NOTHING : inflated;
        drained = to == 0;
    }
}
