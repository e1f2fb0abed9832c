package io.yiping.load.generate;

import java.nio.charset.StandardCharsets;

/** Writes moments as RFC 3339 with the offset of Asia/Shanghai, or as UTC; 20 to 29 bytes, no allocation. */
final class Timestamps {
    static final int MAX_LENGTH = 29;

    private static final byte[] SHANGHAI = "+08:00".getBytes(StandardCharsets.US_ASCII);
    private static final long DAY_SECONDS = 24 * 3600;

    private Timestamps() {}

    static String text(long millis, boolean utc) {
        byte[] bytes = new byte[MAX_LENGTH];
        return new String(bytes, 0, write(bytes, 0, millis, utc), StandardCharsets.US_ASCII);
    }

    /** Returns the position after the last byte. */
    static int write(byte[] to, int at, long millis, boolean utc) {
        long second = Math.floorDiv(millis, 1000L) + (utc ? 0 : WorkingTimes.OFFSET_SECONDS);
        int next = date(to, at, Math.floorDiv(second, DAY_SECONDS));
        to[next++] = 'T';
        next = timeOfDay(to, next, (int) Math.floorMod(second, DAY_SECONDS));
        next = fraction(to, next, (int) Math.floorMod(millis, 1000L));
        if (utc) {
            to[next++] = 'Z';
            return next;
        }
        System.arraycopy(SHANGHAI, 0, to, next, SHANGHAI.length);
        return next + SHANGHAI.length;
    }

    /** Days to a civil date as in Howard Hinnant's "chrono-compatible low-level date algorithms", for days since 1970. */
    private static int date(byte[] to, int at, long epochDay) {
        int z = (int) epochDay + 719_468;
        int era = z / 146_097;
        int dayOfEra = z - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        two(to, at, year / 100);
        two(to, at + 2, year % 100);
        to[at + 4] = '-';
        two(to, at + 5, month);
        to[at + 7] = '-';
        two(to, at + 8, dayOfYear - (153 * shifted + 2) / 5 + 1);
        return at + 10;
    }

    private static int timeOfDay(byte[] to, int at, int second) {
        two(to, at, second / 3600);
        to[at + 2] = ':';
        two(to, at + 3, second / 60 % 60);
        to[at + 5] = ':';
        two(to, at + 6, second % 60);
        return at + 8;
    }

    private static int fraction(byte[] to, int at, int millis) {
        if (millis == 0) {
            return at;
        }
        to[at] = '.';
        to[at + 1] = (byte) ('0' + millis / 100);
        two(to, at + 2, millis % 100);
        return at + 4;
    }

    private static void two(byte[] to, int at, int number) {
        to[at] = (byte) ('0' + number / 10);
        to[at + 1] = (byte) ('0' + number % 10);
    }
}
