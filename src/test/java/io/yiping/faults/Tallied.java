package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Figures as SQL counted them, and how an answer has to show them. */
final class Tallied {

    private static final int PLACES = 9;
    private static final int LEVELS = 5;

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
        return ratings() == 0 ? ratesWithoutRatings(shown) : ratesDifferFrom(shown);
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
        return cells;
    }

    @Override
    public String toString() {
        return csv().toString();
    }
}
