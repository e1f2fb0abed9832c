package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Figures as SQL counted them, and how an answer has to show them. */
final class Tallied {

    private static final int PLACES = 9;
    private static final int LEVELS = 5;
    private static final int MANY = 1_000;
    private static final BigDecimal Z = new BigDecimal("1.959963984540054");
    private static final MathContext EXACT = new MathContext(40);

    private final long[] levels = new long[LEVELS + 1];
    private long active;
    private long byDefault;

    /** @param origin 0 ACTIVE, 1 DEFAULT */
    void add(int level, int origin, long ratings) {
        levels[level] += ratings;
        if (origin == 0) {
            active += ratings;
        } else {
            byDefault += ratings;
        }
    }

    long ratings() {
        return active + byDefault;
    }

    private long bad() {
        return levels[1] + levels[2];
    }

    /** Rounded down. */
    BigDecimal satisfactionRate() {
        return rate(ratings() - bad(), RoundingMode.FLOOR);
    }

    /** Rounded up. */
    BigDecimal badRate() {
        return rate(bad(), RoundingMode.CEILING);
    }

    private BigDecimal rate(long part, RoundingMode rounding) {
        if (ratings() == 0) {
            return BigDecimal.ZERO;
        }
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(ratings()), PLACES, rounding);
    }

    private List<BigDecimal> rates() {
        return List.of(satisfactionRate(), badRate(), rate(active, RoundingMode.FLOOR));
    }

    /** @return what is wrong with the figures of an answer, or null */
    String differsFrom(JsonNode shown) {
        for (int level = 1; level <= LEVELS; level++) {
            if (shown.path("counts").path(Integer.toString(level)).asLong(-1) != levels[level]) {
                return "level " + level;
            }
        }
        if (shown.path("ratings").asLong(-1) != ratings()) {
            return "ratings";
        }
        if (shown.path("active").asLong(-1) != active || shown.path("default").asLong(-1) != byDefault) {
            return "origins";
        }
        if (!interval().equals(List.of(plain(shown.at("/interval/low")), plain(shown.at("/interval/high"))))) {
            return "interval, which is " + interval();
        }
        return ratings() == 0 ? ratesWithoutRatings(shown) : ratesDifferFrom(shown);
    }

    private static String plain(JsonNode number) {
        return number.isNumber() ? number.decimalValue().toPlainString() : number.asText();
    }

    /** Wilson's, of the satisfaction rate, with more places than floating point has: its ends as texts, or two empty ones. */
    List<String> interval() {
        if (ratings() == 0 || ratings() >= MANY) {
            return List.of("", "");
        }
        BigDecimal n = BigDecimal.valueOf(ratings());
        BigDecimal rate = BigDecimal.valueOf(ratings() - bad()).divide(n, EXACT);
        BigDecimal squared = Z.multiply(Z).divide(n, EXACT);
        BigDecimal variance = rate.multiply(BigDecimal.ONE.subtract(rate))
                .add(squared.divide(BigDecimal.valueOf(4), EXACT))
                .divide(n, EXACT);
        BigDecimal margin = Z.multiply(variance.sqrt(EXACT));
        BigDecimal centre = rate.add(squared.divide(BigDecimal.valueOf(2), EXACT));
        BigDecimal whole = BigDecimal.ONE.add(squared);
        return List.of(
                end(centre.subtract(margin).divide(whole, EXACT), RoundingMode.FLOOR),
                end(centre.add(margin).divide(whole, EXACT), RoundingMode.CEILING));
    }

    /** What is nearer than a trifle to 0 or 1 is it. */
    private static String end(BigDecimal end, RoundingMode rounding) {
        BigDecimal shortened = end.setScale(2 * PLACES, RoundingMode.HALF_EVEN);
        return shortened.setScale(PLACES, rounding).toPlainString();
    }

    private String ratesDifferFrom(JsonNode shown) {
        int i = 0;
        for (String name : List.of("satisfactionRate", "badRate", "activeRate")) {
            JsonNode rate = shown.path(name);
            if (!rate.isNumber() || !rate.decimalValue().equals(rates().get(i++)) || shown.has(name + "Reason")) {
                return name + " " + rate;
            }
        }
        return null;
    }

    private static String ratesWithoutRatings(JsonNode shown) {
        for (String name : List.of("satisfactionRate", "badRate", "activeRate")) {
            if (shown.has(name) || shown.path(name + "Reason").asText().isEmpty()) {
                return name + " without ratings";
            }
        }
        return null;
    }

    /** The figures of a line of CSV. */
    List<String> csv() {
        List<String> cells = new ArrayList<>();
        for (int level = LEVELS; level >= 1; level--) {
            cells.add(Long.toString(levels[level]));
        }
        cells.addAll(List.of(Long.toString(ratings()), Long.toString(active), Long.toString(byDefault)));
        if (ratings() == 0) {
            cells.addAll(List.of("", "", ""));
        } else {
            rates().forEach(rate -> cells.add(rate.toPlainString()));
        }
        cells.addAll(interval());
        return cells;
    }

    /** The figures of the period before, of a line of CSV. */
    List<String> csvOfPrevious() {
        return ratings() == 0
                ? List.of("0", "", "")
                : List.of(
                        Long.toString(ratings()),
                        satisfactionRate().toPlainString(),
                        badRate().toPlainString());
    }

    @Override
    public String toString() {
        return csv().toString();
    }
}
