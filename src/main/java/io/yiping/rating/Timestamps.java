package io.yiping.rating;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Reads RFC 3339 date-times with an offset; everything finer than a microsecond is cut, as PostgreSQL would. */
final class Timestamps {

    private static final long SECONDS_A_DAY = 86_400;
    private static final int NANOS_A_MICRO = 1_000;

    private Timestamps() {}

    /** @return the instant, or null when the text is no RFC 3339 date-time with an offset */
    static Instant parse(String text) {
        int length = text.length();
        if (length < 20
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        if (text.charAt(10) != 'T' && text.charAt(10) != 't') {
            return null;
        }
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return null;
        }
        int at = fractionEnd(text);
        int offset = at < 0 ? Integer.MIN_VALUE : offsetSeconds(text, at);
        long day = epochDay(text);
        if (offset == Integer.MIN_VALUE || day == Long.MIN_VALUE) {
            return null;
        }
        long seconds = day * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second - offset;
        return Instant.ofEpochSecond(seconds, nanos(text, at));
    }

    private static long epochDay(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1) {
            return Long.MIN_VALUE;
        }
        try {
            return LocalDate.of(year, month, day).toEpochDay();
        } catch (DateTimeException noSuchDay) {
            return Long.MIN_VALUE;
        }
    }

    /** @return where the offset begins, or -1 when a point has no digits after it */
    private static int fractionEnd(String text) {
        if (text.charAt(19) != '.') {
            return 19;
        }
        int at = 20;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == 20 || at == text.length() ? -1 : at;
    }

    private static int nanos(String text, int end) {
        int nanos = 0;
        int scale = 100_000_000;
        for (int i = 20; i < end && scale >= NANOS_A_MICRO; i++) {
            nanos += (text.charAt(i) - '0') * scale;
            scale /= 10;
        }
        return nanos;
    }

    private static int offsetSeconds(String text, int at) {
        char sign = text.charAt(at);
        if (sign == 'Z' || sign == 'z') {
            return at + 1 == text.length() ? 0 : Integer.MIN_VALUE;
        }
        if (sign != '+' && sign != '-' || at + 6 != text.length() || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return sign == '+' ? seconds : -seconds;
    }

    /** @return the number, or -1 when one of these characters is no digit */
    static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
