package io.yiping.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Wilson's score interval of a rate, at 95 %: how far a rate of so few ratings can be trusted. With it three good ratings
 * are no 100 %. Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
 *
 * @param low rounded down, 9 places
 * @param high rounded up
 */
record Interval(BigDecimal low, BigDecimal high) {

    /** From so many ratings on it is narrower than the rate's distance from what people compare it with. */
    static final int BELOW = 1_000;

    private static final double Z = 1.959963984540054;
    private static final int PLACES = 9;

    /** @return null where ratings are none, or many */
    static Interval of(long part, long whole) {
        if (whole == 0 || whole >= BELOW) {
            return null;
        }
        double rate = (double) part / whole;
        double squared = Z * Z / whole;
        double centre = rate + squared / 2;
        double margin = Z * Math.sqrt((rate * (1 - rate) + squared / 4) / whole);
        // A rate of 0 or 1 is an end of its interval; in floating point it would miss it by a trifle.
        double low = part == 0 ? 0 : (centre - margin) / (1 + squared);
        double high = part == whole ? 1 : (centre + margin) / (1 + squared);
        return new Interval(rounded(low, RoundingMode.DOWN), rounded(high, RoundingMode.UP));
    }

    private static BigDecimal rounded(double end, RoundingMode rounding) {
        return BigDecimal.valueOf(end).setScale(PLACES, rounding);
    }
}
