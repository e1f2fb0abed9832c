package io.yiping.load.gatling;

import io.yiping.load.generate.RunFile;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The same new ratings again and again. Each round is in an order of its own, so that batches on their way at the same time share keys
 * in ever other orders.
 *
 * <p>Bound: all ratings of the pool in memory.
 */
final class StormSupply implements Supply {
    private final RunFile file;
    private final int rounds;
    private final int parcelRatings;
    private final Random random;
    private final List<String> pool;
    private int round;
    private int next;

    StormSupply(RunFile file, int rounds, int parcelRatings, long seed) throws IOException {
        this.file = file;
        this.rounds = rounds;
        this.parcelRatings = parcelRatings;
        this.random = new Random(seed);
        this.pool = new ArrayList<>(pool(file.ratings()));
        Collections.shuffle(pool, random);
    }

    private static List<String> pool(RatingsFile ratings) throws IOException {
        return new String(ratings.read(0, ratings.blocks()), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Override
    public synchronized Parcel take() {
        if (next == pool.size()) {
            round++;
            next = 0;
            Collections.shuffle(pool, random);
        }
        if (round == rounds) {
            return null;
        }
        int from = next;
        next = Math.min(pool.size(), from + parcelRatings);
        return parcel(pool.subList(from, next));
    }

    private static Parcel parcel(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : lines) {
            bytes.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Parcel.of(bytes.toByteArray(), lines.size());
    }

    @Override
    public Verdicts made(long delivered) {
        long all = (long) pool.size() * rounds;
        return new Verdicts(all, pool.size(), all - pool.size(), 0, 0, 0, 0);
    }

    @Override
    public void close() {
        file.remove();
    }
}
