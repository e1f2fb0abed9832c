package io.yiping.count;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A period cut into what the count tables have: whole months, and the days at its ends that make no month. It is cut to
 * the days that have counts at all; beyond those whole months do.
 *
 * @param months the first day of each
 */
record Period(List<LocalDate> days, List<LocalDate> months) {

    /** All of a period in days: for rows of days. */
    static Period inDays(LocalDate from, LocalDate to, Folded folded) {
        if (folded.firstDay() == null) {
            return new Period(List.of(), List.of());
        }
        LocalDate first = from == null || from.isBefore(folded.firstDay()) ? folded.firstDay() : from;
        LocalDate end =
                to == null || to.isAfter(folded.lastDay()) ? folded.lastDay().plusDays(1) : to;
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            days.add(day);
        }
        return new Period(days, List.of());
    }

    /** As few as possible. */
    static Period inMonths(LocalDate from, LocalDate to, Folded folded) {
        List<LocalDate> days = new ArrayList<>();
        List<LocalDate> months = new ArrayList<>();
        if (folded.firstDay() != null) {
            LocalDate nothingFrom = folded.lastDay().withDayOfMonth(1).plusMonths(1);
            LocalDate day = from == null || from.isBefore(folded.firstDay())
                    ? folded.firstDay().withDayOfMonth(1)
                    : from;
            LocalDate end = to == null || to.isAfter(folded.lastDay()) ? nothingFrom : to;
            while (day.isBefore(end)) {
                boolean month = day.getDayOfMonth() == 1 && !day.plusMonths(1).isAfter(end);
                (month ? months : days).add(day);
                day = month ? day.plusMonths(1) : day.plusDays(1);
            }
        }
        return new Period(days, months);
    }
}
