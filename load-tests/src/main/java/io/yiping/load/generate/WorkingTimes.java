package io.yiping.load.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * When ratings are given: by day (weekdays heavy) and hour (the halls' hours; evenings on the phone), in Asia/Shanghai, which has
 * been eight hours ahead of UTC since 1991.
 */
final class WorkingTimes {
    static final long OFFSET_SECONDS = 8 * 3600;
    static final int HOURS = 24;

    private static final long DAY_SECONDS = 24 * 3600;
    private static final double SATURDAY = 0.18;
    private static final double SUNDAY = 0.12;

    /** Ratings with a fraction of a second in {@code ratedAt}. */
    private static final double MILLIS_SHARE = 0.05;

    private static final Weighted IN_THE_HALL =
            new Weighted(0, 0, 0, 0, 0, 0, 0, 0, 8, 16, 17, 12, 3, 2, 11, 14, 12, 5, 0.5, 0.2, 0, 0, 0, 0);
    private static final Weighted ALL_DAY =
            new Weighted(0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 2, 6, 10, 11, 9, 6, 5, 7, 8, 8, 6, 5, 5, 5, 4, 3, 1);

    private final LocalDate first;
    private final int days;
    private final Weighted dayShares;

    /** {@code until} is the last day. */
    WorkingTimes(LocalDate until, int days) {
        this.first = until.minusDays(days - 1L);
        this.days = days;
        double[] weights = new double[days];
        for (int i = 0; i < days; i++) {
            weights[i] = weight(first.plusDays(i).getDayOfWeek());
        }
        dayShares = new Weighted(weights);
    }

    private static double weight(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> 1.15;
            case TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> 1;
            case SATURDAY -> SATURDAY;
            case SUNDAY -> SUNDAY;
        };
    }

    /** A moment, in milliseconds since 1970. */
    long draw(Channel channel, Dice dice) {
        int hour = (channel.allDay ? ALL_DAY : IN_THE_HALL).draw(dice);
        long second = (first.toEpochDay() + dayShares.draw(dice)) * DAY_SECONDS + hour * 3600L + dice.below(3600);
        int millis = dice.chance(MILLIS_SHARE) ? dice.between(1, 999) : 0;
        return (second - OFFSET_SECONDS) * 1000 + millis;
    }

    int days() {
        return days;
    }

    /** The hour of the moment, counted from the first hour of the first day. */
    int hourIndex(long millis) {
        long hours = Math.floorDiv(millis / 1000 + OFFSET_SECONDS, 3600L);
        return (int) (hours - first.toEpochDay() * HOURS);
    }

    int dayIndex(long millis) {
        return hourIndex(millis) / HOURS;
    }

    LocalDate date(int dayIndex) {
        return first.plusDays(dayIndex);
    }
}
