package io.yiping.count;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A period as the count tables can be read with the fewest rows: whole months, days that make no month, and days to be taken
 * out again of a month of which most is meant. What lies before the first and after the last day with counts is nothing, so
 * months may reach there.
 *
 * @param first day that is meant
 * @param end the day after the last one
 * @param days to be added
 * @param months the first day of each, to be added
 * @param without days to be taken out
 */
record MonthsAndDays(
        LocalDate first, LocalDate end, List<LocalDate> days, List<LocalDate> months, List<LocalDate> without) {

    private static final MonthsAndDays NOTHING =
            new MonthsAndDays(LocalDate.EPOCH, LocalDate.EPOCH, List.of(), List.of(), List.of());

    /** All in days: for rows of days. */
    static MonthsAndDays inDays(LocalDate from, LocalDate to, Folded folded) {
        if (folded.firstDay() == null) {
            return NOTHING;
        }
        LocalDate first = from == null || from.isBefore(folded.firstDay()) ? folded.firstDay() : from;
        LocalDate end =
                to == null || to.isAfter(folded.lastDay()) ? folded.lastDay().plusDays(1) : to;
        return new MonthsAndDays(first, end, daysOf(first, end), List.of(), List.of());
    }

    /** As few as possible; every part stays in its month. */
    static MonthsAndDays inMonths(LocalDate from, LocalDate to, Folded folded) {
        if (folded.firstDay() == null) {
            return NOTHING;
        }
        LocalDate first = from == null || from.isBefore(folded.firstDay()) ? monthOf(folded.firstDay()) : from;
        LocalDate end = to == null || to.isAfter(folded.lastDay()) ? afterMonthOf(folded.lastDay()) : to;
        MonthsAndDays parts = new MonthsAndDays(first, end, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (LocalDate day = first; day.isBefore(end); day = afterMonthOf(day)) {
            parts.addPartOfMonth(day, end.isBefore(afterMonthOf(day)) ? end : afterMonthOf(day));
        }
        return parts;
    }

    private void addPartOfMonth(LocalDate first, LocalDate end) {
        List<LocalDate> meant = daysOf(first, end);
        List<LocalDate> others = daysOf(monthOf(first), first);
        others.addAll(daysOf(end, afterMonthOf(first)));
        if (meant.size() <= others.size()) {
            days.addAll(meant);
        } else {
            months.add(monthOf(first));
            without.addAll(others);
        }
    }

    static LocalDate monthOf(LocalDate day) {
        return day.withDayOfMonth(1);
    }

    private static LocalDate afterMonthOf(LocalDate day) {
        return monthOf(day).plusMonths(1);
    }

    private static List<LocalDate> daysOf(LocalDate first, LocalDate end) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            days.add(day);
        }
        return days;
    }
}
