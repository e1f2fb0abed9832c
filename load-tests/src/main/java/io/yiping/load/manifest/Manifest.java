package io.yiping.load.manifest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What sending a generated file must lead to, whatever the order of its batches and however often each is sent.
 *
 * <p>{@code verdicts} are the sums when each line is sent once into a store that has none of these events; {@code total} is
 * {@code [n5, n4, n3, n2, n1]} of the {@code ratings} that stand then.
 *
 * <p>Failure: a file that is no manifest is an {@link IOException} that names it.
 */
public record Manifest(
        long seed,
        Map<String, Object> parameters,
        long lines,
        long bytes,
        long ratings,
        Verdicts verdicts,
        long[] total,
        Blocks blocks,
        Counts counts) {
    /** Batches are whole multiples of this many lines: lines whose order matters are never further apart. */
    public static final int BLOCK_LINES = 500;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /** Where the manifest of this file of ratings is. */
    public static Path beside(Path ratings) {
        return ratings.resolveSibling(ratings.getFileName() + ".manifest.json");
    }

    public static Manifest read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), Manifest.class);
        } catch (IOException e) {
            throw new IOException(file + " is no manifest of a file of ratings: " + e.getMessage(), e);
        }
    }

    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    /** The sums for these whole blocks when all their events stand already. */
    public Verdicts sentAgain(int firstBlock, int lastBlock) {
        long linesHere = Math.min(lines, (lastBlock + 1L) * BLOCK_LINES) - (long) firstBlock * BLOCK_LINES;
        long rejected = 0;
        long conflict = 0;
        for (int block = firstBlock; block <= lastBlock; block++) {
            rejected += blocks.rejected()[block];
            conflict += blocks.conflict()[block];
        }
        return new Verdicts(linesHere, 0, linesHere - rejected - conflict, conflict, rejected, 0, 0);
    }
}
