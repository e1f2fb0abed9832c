package io.yiping.count;

import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.Channel;
import io.yiping.rating.Depth;
import io.yiping.rating.Level;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The statement that answers a query, put together from fragments that its enums choose, never from what was sent: that
 * goes into parameters. Its rows are: position, version of the count tables, key, the ten counts; the total is the first.
 */
final class CountsSql {

    private static final String NUMBER_OF_DATE = "(%s - DATE '1970-01-01')::bigint";

    private static final String HOUR_OF_CELL = "(%s * 24 + c.place)".formatted(NUMBER_OF_DATE.formatted("t.day"));
    private static final String MINUTE_OF_CELL = "(t.hour * 60 + c.place)";

    private static final String CHANNELS = channels();

    private final Line line;
    private final Query query;
    private final Depth depth;
    private final List<String> keys;
    private final List<Object> values = new ArrayList<>();
    private final String text;

    /** @param keys of the rows that are wanted, as cursors have them; null: a page of all */
    CountsSql(Line line, Query query, View view, List<String> keys) {
        this.line = line;
        this.query = query;
        this.depth = query.countedDepth();
        this.keys = keys;
        this.text = """
                WITH %s,
                sums AS MATERIALIZED (SELECT key, %s FROM part GROUP BY key)
                SELECT 0::bigint, (SELECT version FROM count_fold), NULL::%s, %s FROM sums
                %s""".formatted(part(view), sums(), keyType(), totals(), rows());
    }

    /** Its rows are those of another statement, each after the version of the count tables, in the order of their first column. */
    CountsSql(Line line, Query query, View view, OverRated over) {
        this.line = line;
        this.query = query;
        this.depth = query.by() == By.REGION ? line.regionTo() : query.countedDepth();
        this.keys = null;
        values.add(view.version());
        values.addAll(over.values());
        this.text = """
                WITH %s,
                rated AS MATERIALIZED (
                    SELECT * FROM (SELECT key, sum(%s)::bigint AS ratings FROM part GROUP BY key) AS summed
                    WHERE ratings <> 0 AND key IS NOT NULL
                ),
                found AS (%s)
                SELECT (SELECT version FROM count_fold), found.* FROM found ORDER BY 2
                """.formatted(part(view), columns(" + "), over.sql());
    }

    String text() {
        return text;
    }

    Tuple parameters() {
        return Tuple.tuple(values);
    }

    /** All that is to be added up. Subjects are added up by their numbers first, then by their codes: texts are slow. */
    private String part(View view) {
        if (!isBySubject()) {
            return "part AS (\n%sUNION ALL\n%s)".formatted(counted(view), notFolded(view));
        }
        return """
                numbered AS (
                %s),
                subjects AS (SELECT key, %s FROM numbered GROUP BY key),
                part AS (
                SELECT %s AS key, %s FROM subjects AS t JOIN count_subject AS s ON s.id = t.key
                UNION ALL
                %s)""".formatted(counted(view), sums(), collated(code()), counts(), notFolded(view));
    }

    private boolean isBySubject() {
        return query.by() == By.AGENCY || query.by() == By.MATTER;
    }

    private String code() {
        return query.by() == By.AGENCY ? "s.agency" : "nullif(s.matter, '" + Subject.NONE + "')";
    }

    private String counted(View view) {
        return switch (line) {
            case REGION, AGENCY, MATTER, OPTION -> byMonth(view);
            case HOUR -> cells(hours(query.period()), "");
            case MINUTE -> cells(minutes(query.period()), "");
        };
    }

    /** A row is a day. */
    private String hours(Period period) {
        String rows = between("t.day", "date", period.firstDay(), period.endDay());
        int first = Shanghai.hourOf(period.firstMinute());
        int end = Shanghai.hourOf(period.endMinute());
        return period.step() == Period.Step.DAY
                ? rows
                : rows + " AND " + between(HOUR_OF_CELL, "bigint", (long) first, (long) end);
    }

    /** A row is an hour. */
    private String minutes(Period period) {
        int first = period.firstMinute();
        int end = period.endMinute();
        int endHour = Shanghai.hourOf(end + Shanghai.MINUTES_AN_HOUR - 1);
        String rows = between("t.hour", "integer", Shanghai.hourOf(first), endHour);
        return period.step() == Period.Step.MINUTE
                ? rows + " AND " + between(MINUTE_OF_CELL, "integer", first, end)
                : rows;
    }

    /** Rows of days need cells; everything else is read from the totals of months, and cells where that is less. */
    private String byMonth(View view) {
        LocalDate from = query.period().firstDay();
        LocalDate to = query.period().endDay();
        if (query.by() == By.DAY) {
            return days(MonthsAndDays.inDays(from, to, view.floor()).days(), "");
        }
        MonthsAndDays parts = MonthsAndDays.inMonths(from, to, view.floor());
        return String.join(
                "UNION ALL\n",
                days(parts.days(), ""),
                totals(among("t.month", parts.months())),
                days(parts.without(), "-"));
    }

    private String days(List<LocalDate> days, String sign) {
        List<LocalDate> months =
                days.stream().map(MonthsAndDays::monthOf).distinct().toList();
        return cells(among("t.month", months) + " AND " + among("t.month + c.place", days), sign);
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

    /** The ten counts of whole rows. */
    private String totals(String time) {
        return "SELECT %s AS key, %s FROM %s WHERE %s\n".formatted(key(), counts(), tables(), conditions(time));
    }

    /** The counts in cells, ten of a key side by side. */
    private String cells(String time, String sign) {
        StringJoiner counts = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            String sum = isSelected(slot)
                    ? "coalesce(sum(%sc.n) FILTER (WHERE c.slot = %d), 0)::integer".formatted(sign, slot)
                    : "0";
            counts.add(sum + " AS " + Slot.column(slot));
        }
        return "SELECT %s AS key, %s FROM %s, count_cells(t.cells) AS c WHERE %s GROUP BY 1\n"
                .formatted(key(), counts, tables(), conditions(time));
    }

    private String conditions(String time) {
        StringJoiner conditions = new StringJoiner(" AND ");
        conditions.add(time);
        region(conditions);
        if (needsSubjects()) {
            conditions.add("s.matter " + (line == Line.MATTER ? "<>" : "=") + " '" + Subject.WHOLE + "'");
        }
        if (query.agency() != null) {
            conditions.add("s.agency = " + parameter(query.agency()) + "::text");
        }
        if (query.matter() != null) {
            conditions.add("s.matter = " + parameter(query.matter()) + "::text");
        }
        if (query.channel() != null) {
            conditions.add("t.channel = " + parameter((short) query.channel().code()) + "::smallint");
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
                            "t.region = " + parameter(query.region() == null ? 0L : query.region()) + "::bigint");
                }
            }
            case AGENCY, MATTER, OPTION -> regionRange(conditions, "s.region");
            case MINUTE -> regionRange(conditions, "t.region");
        }
    }

    private void regionRange(StringJoiner conditions, String column) {
        if (query.region() != null) {
            conditions.add(column + " >= " + parameter(query.region()) + "::bigint");
            conditions.add(
                    column + " < " + parameter(query.region() + query.depth().span()) + "::bigint");
        }
    }

    private String among(String expression, List<LocalDate> dates) {
        return expression + " = ANY(" + parameter(dates.toArray(LocalDate[]::new)) + "::date[])";
    }

    private String between(String column, String type, Object from, Object to) {
        return "%1$s >= %2$s::%4$s AND %1$s < %3$s::%4$s".formatted(column, parameter(from), parameter(to), type);
    }

    private String key() {
        if (!query.hasKeys()) {
            return "NULL::bigint";
        }
        return switch (query.by()) {
            case LEVEL, ORIGIN -> "NULL::bigint";
            case CHANNEL -> collated(CHANNELS);
            case REGION -> regionKey();
            case OPTION -> "t.option::bigint";
            case AGENCY, MATTER -> "t.subject::bigint";
            case MINUTE -> MINUTE_OF_CELL + "::bigint";
            case HOUR -> HOUR_OF_CELL;
            case DAY -> NUMBER_OF_DATE.formatted("(t.month + c.place)");
            case MONTH -> NUMBER_OF_DATE.formatted("t.month");
        };
    }

    private String regionKey() {
        if (line == Line.REGION || line == Line.HOUR) {
            return "t.region";
        }
        String region = line == Line.MINUTE ? "t.region" : "s.region";
        return "%1$s - %1$s %% %2$d".formatted(region, depth.span());
    }

    /** What is not folded yet comes along as arrays. */
    private String notFolded(View view) {
        Deltas deltas = new Deltas(query, depth, view);
        Sums sums = deltas.sums();
        Object[] keys = query.hasTextKeys() ? new String[sums.rows()] : new Long[sums.rows()];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = deltas.key(sums.key(row));
        }
        StringJoiner arrays = new StringJoiner(", ");
        arrays.add(parameter(keys) + "::" + keyType() + "[]");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            Integer[] counts = new Integer[keys.length];
            for (int row = 0; row < counts.length; row++) {
                counts[row] = sums.count(row, slot);
            }
            arrays.add(parameter(counts) + "::integer[]");
        }
        return "SELECT %s AS key, %s FROM unnest(%s) AS t (key, %s)\n"
                .formatted(collated("t.key"), counts(), arrays, columns(", "));
    }

    /** Texts have one order, whatever the database's own is. */
    private String collated(String key) {
        return query.hasTextKeys() ? "(" + key + ") COLLATE \"C\"" : key;
    }

    /** The ten counts; those of an origin that was not selected are nothing. As integers: sums of them are quick. */
    private String counts() {
        StringJoiner counts = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            counts.add((isSelected(slot) ? "t." + Slot.column(slot) : "0") + " AS " + Slot.column(slot));
        }
        return counts.toString();
    }

    private boolean isSelected(int slot) {
        return query.origin() == null || query.origin().code() == slot / Level.HIGHEST;
    }

    private static String columns(String between) {
        StringJoiner columns = new StringJoiner(between);
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            columns.add(Slot.column(slot));
        }
        return columns.toString();
    }

    private static String sums() {
        StringJoiner sums = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            sums.add("sum(%1$s)::bigint AS %1$s".formatted(Slot.column(slot)));
        }
        return sums.toString();
    }

    private static String totals() {
        StringJoiner totals = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            totals.add("coalesce(sum(%s), 0)::bigint".formatted(Slot.column(slot)));
        }
        return totals.toString();
    }

    private String rows() {
        if (!query.hasKeys()) {
            return "";
        }
        return """
                UNION ALL
                (SELECT row_number() OVER (ORDER BY %1$s), NULL, key, %2$s FROM (
                  SELECT *, %3$s AS rank FROM (SELECT *, %4$s AS ratings FROM sums) AS summed WHERE ratings <> 0
                ) AS ranked WHERE key IS NOT NULL%5$s%6$s)
                ORDER BY 1
                """.formatted(
                order(),
                columns(", "),
                query.order().sort().sql(),
                columns(" + "),
                keys == null ? after() : "",
                keys == null ? " ORDER BY 1 LIMIT %s::bigint".formatted(parameter(query.limit() + 1L)) : wanted());
    }

    private String wanted() {
        Object[] raw = query.hasTextKeys()
                ? keys.toArray(String[]::new)
                : keys.stream().map(Long::valueOf).toArray(Long[]::new);
        return " AND key = ANY(%s::%s[])".formatted(parameter(raw), keyType());
    }

    private String order() {
        String direction = query.order().descending() ? " DESC" : "";
        return query.order().sort() == Sort.KEY ? "key" + direction : "rank" + direction + ", key";
    }

    private String after() {
        if (query.after() == null) {
            return "";
        }
        String beyond = query.order().descending() ? "<" : ">";
        String key = query.hasTextKeys()
                ? parameter(query.after().rawKey()) + "::text"
                : parameter(Long.valueOf(query.after().rawKey())) + "::bigint";
        if (query.order().sort() == Sort.KEY) {
            return " AND key %s %s".formatted(beyond, key);
        }
        String rank = parameter(query.after().rank()) + "::bigint";
        return " AND (rank %1$s %2$s OR rank = %2$s AND key > %3$s)".formatted(beyond, rank, key);
    }

    private String keyType() {
        return query.hasTextKeys() ? "text" : "bigint";
    }

    private static String channels() {
        StringJoiner names = new StringJoiner("', '", "(ARRAY['", "'])[t.channel]");
        for (Channel channel : Channel.values()) {
            names.add(channel.name());
        }
        return names.toString();
    }

    private String parameter(Object value) {
        values.add(value);
        return "$" + values.size();
    }
}
