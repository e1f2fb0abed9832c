package io.yiping.stats;

import io.yiping.count.Tally;
import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.math.BigDecimal;

/**
 * What is told of a tally: sums, and rates of exact counts. A rate without a denominator is null.
 *
 * @param interval of the satisfaction rate; null where ratings are none or many
 */
record Figures(
        long ratings,
        long active,
        long byDefault,
        BigDecimal satisfactionRate,
        BigDecimal badRate,
        BigDecimal activeRate,
        Interval interval) {

    static Figures of(Tally tally) {
        long ratings = tally.ratings();
        long active = tally.count(Origin.ACTIVE);
        long byDefault = tally.count(Origin.DEFAULT);
        if (ratings == 0) {
            return new Figures(0, active, byDefault, null, null, null, null);
        }
        long bad = tally.count(Level.DISSATISFIED) + tally.count(Level.VERY_DISSATISFIED);
        return new Figures(
                ratings,
                active,
                byDefault,
                Rates.down(ratings - bad, ratings),
                Rates.up(bad, ratings),
                Rates.down(active, ratings),
                Interval.of(ratings - bad, ratings));
    }
}
