package io.yiping.count;

import io.yiping.rating.Channel;
import io.yiping.rating.Depth;
import io.yiping.rating.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.StringJoiner;

/**
 * What the count tables have of a query: selects of a key and ten integers, put together from fragments that its enums
 * choose. A key may come several times; agencies and matters have the numbers of their subjects.
 *
 * <p>Cells are the most that is read, millions where all matters are asked for, so little is done with each: it is taken out
 * of its array, held to the period as it stands there, and added up under one number for key and slot. The ten columns are
 * made of the sums, which are few.
 */
final class CountTablesSql {

    /** The bits of a cell ({@link Cells}): its slot, its place where it stands, and both. */
    private static final int SLOT = 15;

    private static final int PLACE = 63 << 4;
    private static final int PLACE_AND_SLOT = PLACE | SLOT;

    private static final String NUMBER_OF_DATE = "(%s - DATE '1970-01-01')";

    private static final String CHANNELS = channels();

    /** Which cells of a row are meant, and whether they are added or taken out. */
    private enum Within {
        ROW("true", ""),
        PERIOD("c & %1$d >= first AND c & %1$d < beyond".formatted(PLACE), ""),
        REST("(c & %1$d < first OR c & %1$d >= beyond)".formatted(PLACE), "-");

        private final String condition;
        private final String sign;

        Within(String condition, String sign) {
            this.condition = condition;
            this.sign = sign;
        }
    }

    private final Line line;
    private final Query query;
    private final Depth depth;
    private final Parameters parameters;

    /** @param depth of the regions that are counted */
    CountTablesSql(Line line, Query query, Depth depth, Parameters parameters) {
        this.line = line;
        this.query = query;
        this.depth = depth;
        this.parameters = parameters;
    }

    /** @param folded where the count tables end */
    String text(Folded folded) {
        return switch (line) {
            case REGION, AGENCY, MATTER, OPTION -> byMonth(folded);
            case HOUR -> hours(query.period());
            case MINUTE -> minutes(query.period());
        };
    }

    /** Rows of days need cells; everything else is read from the totals of months, and cells where that is less. */
    private String byMonth(Folded folded) {
        LocalDate from = query.period().firstDay();
        LocalDate to = query.period().endDay();
        MonthsAndDays parts = query.by() == By.DAY
                ? MonthsAndDays.inDays(from, to, folded)
                : MonthsAndDays.inMonths(from, to, folded);
        StringJoiner selects = new StringJoiner("UNION ALL\n");
        if (!parts.days().isEmpty()) {
            selects.add(days(parts, parts.days(), Within.PERIOD));
        }
        if (!parts.months().isEmpty() || parts.days().isEmpty()) {
            selects.add(totals(among("t.month", parts.months())));
        }
        if (!parts.without().isEmpty()) {
            selects.add(days(parts, parts.without(), Within.REST));
        }
        return selects.toString();
    }

    private String days(MonthsAndDays parts, List<LocalDate> days, Within within) {
        List<LocalDate> months =
                days.stream().map(MonthsAndDays::monthOf).distinct().toList();
        return cells(
                among("t.month", months),
                within,
                parts.first().toEpochDay(),
                parts.end().toEpochDay());
    }

    /** A row is a day. */
    private String hours(Period period) {
        String rows = between("t.day", "date", period.firstDay(), period.endDay());
        return period.step() == Period.Step.DAY
                ? cells(rows, Within.ROW, 0, 0)
                : cells(
                        rows,
                        Within.PERIOD,
                        Shanghai.hourOf(period.firstMinute()),
                        Shanghai.hourOf(period.endMinute()));
    }

    /** A row is an hour. */
    private String minutes(Period period) {
        int first = period.firstMinute();
        int end = period.endMinute();
        int endHour = Shanghai.hourOf(end + Shanghai.MINUTES_AN_HOUR - 1);
        String rows = between("t.hour", "integer", Shanghai.hourOf(first), endHour);
        return cells(rows, period.step() == Period.Step.MINUTE ? Within.PERIOD : Within.ROW, first, end);
    }

    /** The ten counts of whole rows. */
    private String totals(String time) {
        return "SELECT %s AS key, %s FROM %s WHERE %s\n"
                .formatted(key(number()), counts(query), tables(), conditions(time));
    }

    /** The ten counts of a row t; those of an origin that was not selected are nothing. As integers: sums of them are quick. */
    static String counts(Query query) {
        StringJoiner counts = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            counts.add((query.selects(slot) ? "t." + Slot.column(slot) : "0") + " AS " + Slot.column(slot));
        }
        return counts.toString();
    }

    /**
     * The counts in cells, ten of a key side by side.
     *
     * @param first of the period, in the unit of places; they begin at the row's time
     * @param end of the period
     */
    private String cells(String time, Within within, long first, long end) {
        return """
                SELECT %s AS key, %s FROM (
                  SELECT base + (c & %d) AS counted, sum(c >> 10) AS n FROM (
                    SELECT base, first, beyond, unnest(cells) AS c FROM (%s) AS rows
                  ) AS cells WHERE %s%s GROUP BY 1
                ) AS sums GROUP BY counted >> 4
                """.formatted(
                        key("(counted >> 4)"),
                        slots(within.sign),
                        isByPlace() ? PLACE_AND_SLOT : SLOT,
                        rows(time, within, first, end),
                        within.condition,
                        origin());
    }

    /** OFFSET 0: else PostgreSQL takes what is said of a row into the same step, and computes it for each of its cells. */
    private String rows(String time, Within within, long first, long end) {
        return "SELECT %s::bigint << 4 AS base, %s AS first, %s AS beyond, t.cells FROM %s WHERE %s OFFSET 0"
                .formatted(number(), place(within, first), place(within, end), tables(), conditions(time));
    }

    private String place(Within within, long time) {
        return within == Within.ROW ? "0" : "%s::integer - %s << 4".formatted(parameters.add((int) time), start());
    }

    /** The time of a row, in the unit of its places. */
    private String start() {
        return switch (line) {
            case REGION, AGENCY, MATTER, OPTION -> NUMBER_OF_DATE.formatted("t.month");
            case HOUR -> NUMBER_OF_DATE.formatted("t.day") + " * " + Shanghai.HOURS_A_DAY;
            case MINUTE -> "t.hour * " + Shanghai.MINUTES_AN_HOUR;
        };
    }

    private String slots(String sign) {
        StringJoiner slots = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            String sum = query.selects(slot)
                    ? "(%scount_sum(n) FILTER (WHERE counted & %d = %d))::integer".formatted(sign, SLOT, slot)
                    : "0";
            slots.add(sum + " AS " + Slot.column(slot));
        }
        return slots.toString();
    }

    private String origin() {
        if (query.origin() == null) {
            return "";
        }
        return " AND c & " + SLOT + (query.origin().code() == 0 ? " < " : " >= ") + Level.HIGHEST;
    }

    /** Rows are the times of cells. */
    private boolean isByPlace() {
        return query.by() == By.DAY || query.by() == By.HOUR || query.by() == By.MINUTE;
    }

    /** What the rows of a key have in common, as a number; of times of cells, the time at which their places begin. */
    private String number() {
        if (!query.hasKeys()) {
            return "0";
        }
        return switch (query.by()) {
            case LEVEL, ORIGIN -> "0";
            case CHANNEL -> "t.channel";
            case REGION -> regionNumber();
            case OPTION -> "t.option";
            case AGENCY, MATTER -> "t.subject";
            case MINUTE, HOUR, DAY -> "(" + start() + ")";
            case MONTH -> NUMBER_OF_DATE.formatted("t.month");
        };
    }

    private String regionNumber() {
        if (line == Line.REGION || line == Line.HOUR) {
            return "t.region";
        }
        String region = line == Line.MINUTE ? "t.region" : "s.region";
        return "(%1$s - %1$s %% %2$d)".formatted(region, depth.span());
    }

    /** The key that a number stands for. */
    private String key(String number) {
        if (!query.hasKeys()) {
            return "NULL::bigint";
        }
        return query.by() == By.CHANNEL
                ? "(" + CHANNELS + "[" + number + "::integer]) COLLATE \"C\""
                : number + "::bigint";
    }

    /** Subjects are looked at only where something is said of them: each table has those of one kind. */
    private String tables() {
        String table = CountTable.valueOf(line.name()).table() + " AS t";
        return needsSubjects() ? "count_subject AS s JOIN " + table + " ON t.subject = s.id" : table;
    }

    private boolean needsSubjects() {
        boolean countsBySubject = line == Line.AGENCY || line == Line.MATTER || line == Line.OPTION;
        boolean saysOfSubject =
                query.region() != null || query.agency() != null || query.matter() != null || query.by() == By.REGION;
        return countsBySubject && saysOfSubject;
    }

    private String conditions(String time) {
        StringJoiner conditions = new StringJoiner(" AND ");
        conditions.add(time);
        region(conditions);
        if (needsSubjects()) {
            conditions.add("s.matter " + (line == Line.MATTER ? "<>" : "=") + " '" + Subject.WHOLE + "'");
        }
        if (query.agency() != null) {
            conditions.add("s.agency = " + parameters.add(query.agency()) + "::text");
        }
        if (query.matter() != null) {
            conditions.add("s.matter = " + parameters.add(query.matter()) + "::text");
        }
        if (query.channel() != null) {
            conditions.add(
                    "t.channel = " + parameters.add((short) query.channel().code()) + "::smallint");
        }
        return conditions.toString();
    }

    private void region(StringJoiner conditions) {
        switch (line) {
            case REGION, HOUR -> {
                conditions.add("t.depth = " + depth.ordinal());
                if (query.by() == By.REGION) {
                    regionRange(conditions, "t.region");
                } else {
                    conditions.add(
                            "t.region = " + parameters.add(query.region() == null ? 0L : query.region()) + "::bigint");
                }
            }
            case AGENCY, MATTER, OPTION -> regionRange(conditions, "s.region");
            case MINUTE -> regionRange(conditions, "t.region");
        }
    }

    private void regionRange(StringJoiner conditions, String column) {
        if (query.region() != null) {
            conditions.add(column + " >= " + parameters.add(query.region()) + "::bigint");
            conditions.add(column + " < "
                    + parameters.add(query.region() + query.depth().span()) + "::bigint");
        }
    }

    private String among(String expression, List<LocalDate> dates) {
        return expression + " = ANY(" + parameters.add(dates.toArray(LocalDate[]::new)) + "::date[])";
    }

    private String between(String column, String type, Object from, Object to) {
        return "%1$s >= %2$s::%4$s AND %1$s < %3$s::%4$s"
                .formatted(column, parameters.add(from), parameters.add(to), type);
    }

    private static String channels() {
        StringJoiner names = new StringJoiner("', '", "(ARRAY['", "'])");
        for (Channel channel : Channel.values()) {
            names.add(channel.name());
        }
        return names.toString();
    }
}
