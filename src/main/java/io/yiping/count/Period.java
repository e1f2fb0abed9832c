package io.yiping.count;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * From when to when ratings were given, in Asia/Shanghai.
 *
 * @param from the first moment, or null: since ever
 * @param to the moment after the last, or null: for ever
 * @param step what both are whole ones of: a line whose time is coarser cannot serve the period
 */
public record Period(LocalDateTime from, LocalDateTime to, Step step) {

    private static final DateTimeFormatter TIMES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+08:00'");

    /** Finest first. */
    public enum Step {
        MINUTE(ChronoUnit.MINUTES),
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Step(ChronoUnit unit) {
            this.unit = unit;
        }
    }

    /** Either may be null: open. */
    public static Period ofDays(LocalDate from, LocalDate to) {
        return new Period(from == null ? null : from.atStartOfDay(), to == null ? null : to.atStartOfDay(), Step.DAY);
    }

    /** So many steps, of which the last is the running one. */
    public static Period endingAt(Instant now, Step step, int steps) {
        LocalDateTime to = LocalDateTime.ofInstant(now, Shanghai.OFFSET)
                .truncatedTo(step.unit)
                .plus(1, step.unit);
        return new Period(to.minus(steps, step.unit), to, step);
    }

    public boolean isClosed() {
        return from != null && to != null;
    }

    /** The one that is equally long and ends where this begins; of a closed one. */
    public Period previous() {
        return new Period(from.minus(Duration.between(from, to)), from, step);
    }

    /** Longer than so many days, or open. */
    public boolean isLongerThan(int days) {
        return !isClosed() || Duration.between(from, to).compareTo(Duration.ofDays(days)) > 0;
    }

    /** A date of whole days, else a time with its offset; null: open. */
    public String fromText() {
        return text(from);
    }

    /** As {@link #fromText}; to itself is not part of the period. */
    public String toText() {
        return text(to);
    }

    private String text(LocalDateTime time) {
        return time == null ? null : step == Step.DAY ? time.toLocalDate().toString() : time.format(TIMES);
    }

    LocalDate firstDay() {
        return from == null ? null : from.toLocalDate();
    }

    /** The day after the last. */
    LocalDate endDay() {
        if (to == null || to.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return to == null ? null : to.toLocalDate();
        }
        return to.toLocalDate().plusDays(1);
    }

    int firstMinute() {
        return from == null ? Integer.MIN_VALUE : minute(from);
    }

    /** The minute after the last. */
    int endMinute() {
        return to == null ? Integer.MAX_VALUE : minute(to);
    }

    private static int minute(LocalDateTime time) {
        return Shanghai.minute(time.toInstant(Shanghai.OFFSET));
    }
}
