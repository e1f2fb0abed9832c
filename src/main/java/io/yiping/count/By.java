package io.yiping.count;

import io.yiping.rating.Region;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** What the rows of an answer are: one a level, a region, a day … Says how their keys look. */
public enum By {
    LEVEL(Kind.OF_TOTAL, "[1-5]"),
    ORIGIN(Kind.OF_TOTAL, "ACTIVE|DEFAULT"),
    OPTION(Kind.NUMBER, "[0-9]{3}"),
    CHANNEL(Kind.TEXT, "[A-Z_]{1,32}"),
    REGION(Kind.NUMBER, "[0-9]{1,12}"),
    AGENCY(Kind.TEXT, "[0-9A-Z]{18}"),
    MATTER(Kind.TEXT, "[0-9A-Za-z]{31,33}"),
    MINUTE(Kind.TIME, "[0-9]{1,9}"),
    HOUR(Kind.TIME, "[0-9]{1,9}"),
    DAY(Kind.TIME, "[0-9]{1,9}"),
    MONTH(Kind.TIME, "[0-9]{1,9}");

    /** Where keys come from, and so what they are in SQL. */
    private enum Kind {
        OF_TOTAL,
        TEXT,
        NUMBER,
        TIME
    }

    private static final DateTimeFormatter MONTHS = DateTimeFormatter.ofPattern("uuuu-MM");
    private static final DateTimeFormatter TIMES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+08:00'");
    private static final long SECONDS_A_MINUTE = 60;
    private static final long SECONDS_AN_HOUR = 3_600;

    private final Kind kind;
    private final Pattern rawKey;

    By(Kind kind, String rawKey) {
        this.kind = kind;
        this.rawKey = Pattern.compile(rawKey);
    }

    /** Rows of time have an order of their own: ascending, always. */
    public boolean isTime() {
        return kind == Kind.TIME;
    }

    /** Its rows are parts of the total: no key is needed to count them. */
    public boolean isOfTotal() {
        return kind == Kind.OF_TOTAL;
    }

    /** Its keys are texts; else numbers. */
    boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Whether a text can be the raw key of a row. */
    public boolean isRawKey(String text) {
        return rawKey.matcher(text).matches();
    }

    /** A raw key as readers see it: of times, the time in Asia/Shanghai. */
    public String text(String rawKey) {
        return switch (this) {
            case REGION -> Region.text(Long.parseLong(rawKey));
            case DAY -> LocalDate.ofEpochDay(Long.parseLong(rawKey)).toString();
            case MONTH -> LocalDate.ofEpochDay(Long.parseLong(rawKey)).format(MONTHS);
            case HOUR -> time(Long.parseLong(rawKey) * SECONDS_AN_HOUR);
            case MINUTE -> time(Long.parseLong(rawKey) * SECONDS_A_MINUTE);
            default -> rawKey;
        };
    }

    private static String time(long localSeconds) {
        return LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC).format(TIMES);
    }
}
