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

    static int monthOf(int day) {
        return (int) LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay();
    }
}
