package io.yiping.load.gatling;

import io.yiping.load.manifest.RatingsFile;
import java.io.IOException;
import java.io.InputStream;

/** Some blocks of a file as a stream, to be buffered by whoever reads it. */
final class FileBytes extends InputStream {
    private final RatingsFile ratings;
    private final long end;
    private long position;

    FileBytes(RatingsFile ratings, int firstBlock, int endBlock) {
        this.ratings = ratings;
        this.position = ratings.bytesOf(0, firstBlock);
        this.end = ratings.bytesOf(0, endBlock);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = (int) Math.min(length, end - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        byte[] bytes = new byte[count];
        ratings.read(position, bytes, count);
        System.arraycopy(bytes, 0, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }
}
