package io.yiping.load.generate;

/**
 * A uniform sample of the plain ratings so far (reservoir sampling), so that a repeat's first line may lie anywhere before it.
 *
 * <p>Bound: {@value #SIZE} ratings.
 */
final class Memory {
    private static final int SIZE = 16_384;

    private final Rating[] sample = new Rating[SIZE];
    private final Dice dice;
    private int seen;

    Memory(Dice dice) {
        this.dice = dice;
    }

    void add(Rating rating) {
        int at = seen < SIZE ? seen : dice.below(seen + 1);
        seen++;
        if (at < SIZE) {
            sample[at] = rating;
        }
    }

    boolean isEmpty() {
        return seen == 0;
    }

    Rating any() {
        return sample[dice.below(Math.min(seen, SIZE))];
    }
}
