package io.yiping.load.upload;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Lets so many bytes through a second, in slices of a twentieth of it. */
final class Pace extends FilterOutputStream {
    private static final int SLICES_PER_SECOND = 20;

    private final long bytesPerSecond;
    private final long started = System.nanoTime();
    private long written;

    Pace(OutputStream out, long bytesPerSecond) {
        super(out);
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int slice = (int) Math.max(1, Math.min(length, bytesPerSecond / SLICES_PER_SECOND));
        for (int at = 0; at < length; at += slice) {
            int step = Math.min(slice, length - at);
            out.write(bytes, offset + at, step);
            written += step;
            waitUntilDue();
        }
    }

    private void waitUntilDue() throws IOException {
        double dueMillis = written * 1e3 / bytesPerSecond - (System.nanoTime() - started) / 1e6;
        try {
            if (dueMillis >= 1) {
                Thread.sleep((long) dueMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the pace was kept");
        }
    }
}
