package io.yiping.count;

import io.yiping.rating.Level;

/**
 * By what rows are sorted: the figure as a whole number, the same in SQL as here. Rates count in billionths and are rounded
 * as they are shown, so that no two rows stand in another order than their rates. A rise is that of the ratings against the
 * period before; rows are few where it is asked for, so that PostgreSQL does not sort by it.
 */
public enum Sort {
    KEY("0::bigint"),
    RATINGS("ratings"),
    SATISFACTION_RATE("(a3 + a4 + a5 + d3 + d4 + d5) * 1000000000 / ratings"),
    BAD_RATE("((a1 + a2 + d1 + d2) * 1000000000 + ratings - 1) / ratings"),
    RISE("0::bigint");

    private static final long BILLION = 1_000_000_000L;

    private final String sql;

    Sort(String sql) {
        this.sql = sql;
    }

    /** Over the ten counts of a row and their sum, {@code ratings}. */
    String sql() {
        return sql;
    }

    /** A rate of no ratings is the lowest. */
    public long rank(Counted.Row row) {
        Tally tally = row.tally();
        long bad = tally.count(Level.DISSATISFIED) + tally.count(Level.VERY_DISSATISFIED);
        long ratings = tally.ratings();
        return switch (this) {
            case KEY -> 0;
            case RATINGS -> ratings;
            case SATISFACTION_RATE -> ratings == 0 ? 0 : (ratings - bad) * BILLION / ratings;
            case BAD_RATE -> ratings == 0 ? 0 : (bad * BILLION + ratings - 1) / ratings;
            case RISE -> ratings - row.previous().ratings();
        };
    }
}
