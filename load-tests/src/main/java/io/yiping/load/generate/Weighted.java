package io.yiping.load.generate;

import java.util.Arrays;

/** Draws an index with a probability in proportion to its weight. */
final class Weighted {
    private final double[] upTo;

    Weighted(double... weights) {
        upTo = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            upTo[i] = sum;
        }
    }

    /** Zipf's law: the n-th of {@code size} has the weight {@code 1 / n^exponent}. */
    static Weighted zipf(int size, double exponent) {
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = Math.pow(i + 1, -exponent);
        }
        return new Weighted(weights);
    }

    int draw(Dice dice) {
        double at = dice.fraction() * upTo[upTo.length - 1];
        int found = Arrays.binarySearch(upTo, at);
        return Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
    }
}
