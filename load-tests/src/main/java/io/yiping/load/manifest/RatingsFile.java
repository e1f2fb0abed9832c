package io.yiping.load.manifest;

import io.yiping.load.console.UsageException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file of ratings and its manifest, read by blocks or lines at any place.
 *
 * <p>Bound: eight bytes in memory for each block, beside the manifest and what is being read.
 *
 * <p>Failure: a {@link UsageException} when there is no manifest, or it is another file's.
 *
 * <p>Thread-safety: any thread may read.
 */
public final class RatingsFile implements AutoCloseable {
    private static final int SCAN_BYTES = 1 << 20;

    private final FileChannel channel;
    private final Manifest manifest;
    private long[] blockStarts = new long[1024];
    private int blocks;
    private long lines;

    private RatingsFile(FileChannel channel, Manifest manifest) {
        this.channel = channel;
        this.manifest = manifest;
    }

    /** Opens the file and finds where its blocks begin; reads it once. */
    public static RatingsFile open(Path file) throws IOException {
        Path beside = Manifest.beside(file);
        if (!Files.isReadable(beside)) {
            throw new UsageException(beside + " is missing: make the file with generate");
        }
        RatingsFile ratings = new RatingsFile(FileChannel.open(file, StandardOpenOption.READ), Manifest.read(beside));
        ratings.scan();
        if (ratings.bytes() != ratings.manifest.bytes() || ratings.lines != ratings.manifest.lines()) {
            ratings.close();
            throw new UsageException(file + " is not the file that its manifest was written for");
        }
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

    public Manifest manifest() {
        return manifest;
    }

    public long lines() {
        return lines;
    }

    public int blocks() {
        return blocks;
    }

    public long bytes() {
        return blockStarts[blocks];
    }

    public long bytesOf(int firstBlock, int endBlock) {
        return blockStarts[endBlock] - blockStarts[firstBlock];
    }

    public int linesOf(int firstBlock, int endBlock) {
        return (int)
                (Math.min(lines, (long) endBlock * Manifest.BLOCK_LINES) - (long) firstBlock * Manifest.BLOCK_LINES);
    }

    /** The lines of some blocks, each with its newline. */
    public byte[] read(int firstBlock, int endBlock) throws IOException {
        byte[] bytes = new byte[(int) bytesOf(firstBlock, endBlock)];
        read(blockStarts[firstBlock], bytes, bytes.length);
        return bytes;
    }

    /** So many bytes from this position of the file. */
    public void read(long position, byte[] into, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(into, 0, length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
    }

    /** Where the line after so many lines begins. */
    public long endOf(long lineCount) throws IOException {
        int block = (int) (lineCount / Manifest.BLOCK_LINES);
        long left = lineCount - (long) block * Manifest.BLOCK_LINES;
        byte[] bytes = left == 0 ? new byte[0] : read(block, block + 1);
        int at = 0;
        for (; left > 0; at++) {
            left -= bytes[at] == '\n' ? 1 : 0;
        }
        return blockStarts[block] + at;
    }

    /** How many whole lines lie before this position. */
    public long linesBefore(long position) throws IOException {
        int found = Arrays.binarySearch(blockStarts, 0, blocks + 1, position);
        int block = found >= 0 ? found : -found - 2;
        long whole = Math.min(lines, (long) block * Manifest.BLOCK_LINES);
        byte[] rest = new byte[(int) (position - blockStarts[block])];
        read(blockStarts[block], rest, rest.length);
        for (byte b : rest) {
            whole += b == '\n' ? 1 : 0;
        }
        return whole;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
