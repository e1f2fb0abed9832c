package io.yiping.load.gatling;

import io.yiping.load.generate.RunFile;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** A file line by line. Bound: one block in memory. */
final class LineSupply implements Supply {
    private final RunFile file;
    private final RatingsFile ratings;
    private final Queue<String> lines = new ArrayDeque<>();
    private int nextBlock;

    LineSupply(RunFile file) {
        this.file = file;
        this.ratings = file.ratings();
    }

    @Override
    public synchronized Parcel take() throws IOException {
        if (lines.isEmpty() && nextBlock < ratings.blocks()) {
            byte[] block = ratings.read(nextBlock, ++nextBlock);
            new String(block, StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
        String line = lines.poll();
        return line == null ? null : Parcel.of((line + "\n").getBytes(StandardCharsets.UTF_8), 1);
    }

    @Override
    public Verdicts made(long delivered) {
        return ratings.manifest().verdicts();
    }

    @Override
    public void close() {
        file.remove();
    }
}
