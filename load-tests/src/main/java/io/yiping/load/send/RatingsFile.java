package io.yiping.load.send;

import io.yiping.load.manifest.Manifest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file of ratings, read by blocks at any place.
 *
 * <p>Bound: eight bytes in memory for each block, beside the batches that are being read.
 *
 * <p>Thread-safety: any thread may read.
 */
final class RatingsFile implements AutoCloseable {
    private static final int SCAN_BYTES = 1 << 20;

    private final FileChannel channel;
    private long[] blockStarts = new long[1024];
    private int blocks;
    private long lines;

    private RatingsFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file and finds where its blocks begin; reads it once. */
    static RatingsFile open(Path file) throws IOException {
        RatingsFile ratings = new RatingsFile(FileChannel.open(file, StandardOpenOption.READ));
        ratings.scan();
        return ratings;
    }

    private void scan() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SCAN_BYTES);
        long before = 0;
        blockStarts[0] = 0;
        for (int read = channel.read(buffer); read > 0; read = channel.read(buffer.clear())) {
            scan(buffer.array(), read, before);
            before += read;
        }
        blocks = (int) ((lines + Manifest.BLOCK_LINES - 1) / Manifest.BLOCK_LINES);
        start(blocks, before);
    }

    private void scan(byte[] bytes, int length, long before) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' && ++lines % Manifest.BLOCK_LINES == 0) {
                start((int) (lines / Manifest.BLOCK_LINES), before + i + 1);
            }
        }
    }

    private void start(int block, long at) {
        if (block == blockStarts.length) {
            blockStarts = Arrays.copyOf(blockStarts, block * 2);
        }
        blockStarts[block] = at;
    }

    long lines() {
        return lines;
    }

    int blocks() {
        return blocks;
    }

    long bytes() {
        return blockStarts[blocks];
    }

    long bytesOf(int firstBlock, int endBlock) {
        return blockStarts[endBlock] - blockStarts[firstBlock];
    }

    /** The lines of some blocks, each with its newline. */
    Batch read(int firstBlock, int endBlock) throws IOException {
        long from = blockStarts[firstBlock];
        ByteBuffer bytes = ByteBuffer.allocate((int) (blockStarts[endBlock] - from));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        long count = Math.min(lines, (long) endBlock * Manifest.BLOCK_LINES) - (long) firstBlock * Manifest.BLOCK_LINES;
        return new Batch(bytes.array(), (int) count);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
