package io.yiping.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Rates with nine places, from exact counts. Satisfaction is rounded down and the bad rate up, so that one bad rating in
 * 85 million still shows: 100 % is printed only where it is true.
 */
final class Rates {

    private static final int PLACES = 9;

    private Rates() {}

    static BigDecimal down(long part, long whole) {
        return rate(part, whole, RoundingMode.DOWN);
    }

    static BigDecimal up(long part, long whole) {
        return rate(part, whole, RoundingMode.UP);
    }

    private static BigDecimal rate(long part, long whole, RoundingMode rounding) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), PLACES, rounding);
    }
}
