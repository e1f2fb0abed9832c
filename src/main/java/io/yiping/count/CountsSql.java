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
    private static final String MONTH_OF_DAY = "date_trunc('month', t.day)::date";

    private static final String CHANNELS = channels();

    private final Line line;
    private final Query query;
    private final List<Object> values = new ArrayList<>();
    private final String text;

    CountsSql(Line line, Query query, View view) {
        this.line = line;
        this.query = query;
        this.text = """
                WITH %s,
                sums AS MATERIALIZED (SELECT key, %s FROM part GROUP BY key)
                SELECT 0::bigint, (SELECT version FROM count_fold), NULL::%s, %s FROM sums
                %s""".formatted(part(view), sums(), keyType(), totals(), rows());
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
                %s)""".formatted(counted(view), sums(), collated(code()), counts("t."), notFolded(view));
    }

    private boolean isBySubject() {
        return query.by() == By.AGENCY || query.by() == By.MATTER;
    }

    private String code() {
        return query.by() == By.AGENCY ? "s.agency" : "nullif(s.matter, '" + Subject.NONE + "')";
    }

    private String counted(View view) {
        List<String> parts = new ArrayList<>();
        switch (line) {
            case REGION -> byTime(parts, view, "count_region_day AS t", "count_region_month AS t");
            case AGENCY -> byTime(parts, view, subjects("count_agency_day"), subjects("count_agency_month"));
            case MATTER -> byTime(parts, view, subjects("count_matter_day"), subjects("count_matter_month"));
            case HOUR -> parts.add(part("count_region_hour AS t", between("hour", Shanghai.HOURS_A_DAY)));
            case MINUTE -> parts.add(part("count_city_minute AS t", between("minute", Shanghai.MINUTES_A_DAY)));
        }
        return String.join("UNION ALL\n", parts);
    }

    /** Subjects are looked at only where something is said of them: each table has those of one kind. */
    private String subjects(String table) {
        return needsSubjects() ? "count_subject AS s JOIN " + table + " AS t ON t.subject = s.id" : table + " AS t";
    }

    private boolean needsSubjects() {
        return query.region() != null || query.agency() != null || query.matter() != null || query.by() == By.REGION;
    }

    /** Rows of days need days; everything else is read from months, and days where that is shorter. */
    private void byTime(List<String> parts, View view, String ofDays, String ofMonths) {
        boolean inDays = query.by() == By.DAY;
        Period period = inDays
                ? Period.inDays(query.from(), query.to(), view.floor())
                : Period.inMonths(query.from(), query.to(), view.floor());
        parts.add(part(ofDays, among("day", period.days())));
        if (!inDays) {
            parts.add(part(ofMonths, among("month", period.months()), key("t.month"), "t."));
            parts.add(part(ofDays, among("day", period.without()), key(MONTH_OF_DAY), "-t."));
        }
    }

    private String part(String tables, String time) {
        return part(tables, time, key(MONTH_OF_DAY), "t.");
    }

    /** @param from the alias of the counts' table, with a minus where they are taken out */
    private String part(String tables, String time, String key, String from) {
        StringJoiner conditions = new StringJoiner(" AND ");
        conditions.add(time);
        region(conditions);
        if (needsSubjects()) {
            kindOfSubjects(conditions);
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
        return "SELECT %s AS key, %s FROM %s WHERE %s\n".formatted(key, counts(from), tables, conditions);
    }

    private void kindOfSubjects(StringJoiner conditions) {
        if (line == Line.AGENCY) {
            conditions.add("s.matter = '" + Subject.WHOLE + "'");
        } else if (line == Line.MATTER) {
            conditions.add("s.matter <> '" + Subject.WHOLE + "'");
        }
    }

    private void region(StringJoiner conditions) {
        switch (line) {
            case REGION, HOUR -> {
                Depth depth = query.countedDepth();
                conditions.add("t.depth = " + depth.ordinal());
                if (query.by() == By.REGION) {
                    regionRange(conditions, "t.region");
                } else {
                    conditions.add(
                            "t.region = " + parameter(query.region() == null ? 0L : query.region()) + "::bigint");
                }
            }
            case AGENCY, MATTER -> regionRange(conditions, "s.region");
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

    private String among(String column, List<LocalDate> dates) {
        return "t." + column + " = ANY(" + parameter(dates.toArray(LocalDate[]::new)) + "::date[])";
    }

    private String between(String column, int aDay) {
        int from = Math.toIntExact(query.from().toEpochDay() * aDay);
        int to = Math.toIntExact(query.to().toEpochDay() * aDay);
        return "t.%1$s >= %2$s::integer AND t.%1$s < %3$s::integer".formatted(column, parameter(from), parameter(to));
    }

    /** @param month what the table that is read has for it */
    private String key(String month) {
        if (!query.hasKeys()) {
            return "NULL::bigint";
        }
        return switch (query.by()) {
            case LEVEL, ORIGIN -> "NULL::bigint";
            case CHANNEL -> collated(CHANNELS);
            case REGION ->
                line == Line.REGION
                        ? "t.region"
                        : "s.region - s.region % " + query.countedDepth().span();
            case AGENCY, MATTER -> "t.subject::bigint";
            case MINUTE -> "t.minute::bigint";
            case HOUR -> "t.hour::bigint";
            case DAY -> NUMBER_OF_DATE.formatted("t.day");
            case MONTH -> NUMBER_OF_DATE.formatted(month);
        };
    }

    /** What is not folded yet comes along as arrays. */
    private String notFolded(View view) {
        Deltas deltas = new Deltas(query, view);
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
                .formatted(collated("t.key"), counts("t."), arrays, columns(", "));
    }

    /** Texts have one order, whatever the database's own is. */
    private String collated(String key) {
        return query.hasTextKeys() ? "(" + key + ") COLLATE \"C\"" : key;
    }

    /** The ten counts; those of an origin that was not selected are nothing. As integers: sums of them are quick. */
    private String counts(String from) {
        StringJoiner counts = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            boolean selected = query.origin() == null || query.origin().code() == slot / Level.HIGHEST;
            counts.add((selected ? from + Slot.column(slot) : "0") + " AS " + Slot.column(slot));
        }
        return counts.toString();
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
                ) AS ranked WHERE key IS NOT NULL%5$s ORDER BY 1 LIMIT %6$s::bigint)
                ORDER BY 1
                """.formatted(
                        order(),
                        columns(", "),
                        query.order().sort().sql(),
                        columns(" + "),
                        after(),
                        parameter(query.limit() + 1L));
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
