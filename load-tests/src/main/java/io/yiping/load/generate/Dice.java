package io.yiping.load.generate;

/**
 * A seeded sequence of numbers (SplitMix64), written out here so that one seed gives the same bytes on every JDK.
 *
 * <p>Thread-safety: none; one for each file.
 */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed) {
        state = seed;
    }

    long bits() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number from 0 to {@code bound − 1}; the bias of the remainder is below 2^−31. */
    int below(int bound) {
        return (int) ((bits() >>> 1) % bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    double fraction() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double share) {
        return fraction() < share;
    }

    <T> T oneOf(T[] choices) {
        return choices[below(choices.length)];
    }

    /** A bijection of 64-bit numbers: different numbers in, different numbers out. */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
