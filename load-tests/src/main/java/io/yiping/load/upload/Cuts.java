package io.yiping.load.upload;

import java.util.Arrays;
import java.util.Random;

/** Where in the file the connection is cut, and how: seeded, in rising order, each used once. */
final class Cuts {
    private final long[] positions;
    private final Random random;
    private int next;

    Cuts(int count, long bytes, long seed) {
        random = new Random(seed);
        positions = random.longs(count, 0, Math.max(1, bytes)).sorted().toArray();
    }

    static Cuts none() {
        return new Cuts(0, 1, 0);
    }

    boolean isNext() {
        return next < positions.length;
    }

    /** The next position that is still ahead of one who begins there. */
    long takeFrom(long begin) {
        return Math.max(begin, positions[next++]);
    }

    /** With a reset, which loses what is on its way in both directions, or by falling silent in the middle of the body. */
    boolean withReset() {
        return random.nextBoolean();
    }

    @Override
    public String toString() {
        return Arrays.toString(positions);
    }
}
