package io.yiping.count;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Minutes, hours and days of Asia/Shanghai as numbers, each counted from 1970-01-01T00:00+08:00. The zone has had no other
 * offset since 1991; ratings begin in 2019.
 */
final class Shanghai {

    static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);
    static final int MINUTES_AN_HOUR = 60;
    static final int HOURS_A_DAY = 24;
    static final int MINUTES_A_DAY = MINUTES_AN_HOUR * HOURS_A_DAY;

    private static final int FIRST_YEAR = 2000;
    private static final int MONTHS_A_YEAR = 12;

    private Shanghai() {}

    static int minute(Instant moment) {
        return (int) Math.floorDiv(moment.getEpochSecond() + OFFSET.getTotalSeconds(), 60L);
    }

    static int hourOf(int minute) {
        return Math.floorDiv(minute, MINUTES_AN_HOUR);
    }

    static int dayOf(int minute) {
        return Math.floorDiv(minute, MINUTES_A_DAY);
    }

    static int minuteOfHour(int minute) {
        return Math.floorMod(minute, MINUTES_AN_HOUR);
    }

    static int hourOfDay(int hour) {
        return Math.floorMod(hour, HOURS_A_DAY);
    }

    /** From 0. */
    static int dayOfMonth(LocalDate date) {
        return date.getDayOfMonth() - 1;
    }

    /** The first day of a day's month. */
    static int monthOf(int day) {
        return (int) LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay();
    }

    /** A month as a number, from 0: January 2000. */
    static int monthNumber(LocalDate date) {
        return (date.getYear() - FIRST_YEAR) * MONTHS_A_YEAR + date.getMonthValue() - 1;
    }

    /** The first day of the month with this number. */
    static LocalDate firstOf(int monthNumber) {
        return LocalDate.of(FIRST_YEAR + monthNumber / MONTHS_A_YEAR, 1 + monthNumber % MONTHS_A_YEAR, 1);
    }
}
