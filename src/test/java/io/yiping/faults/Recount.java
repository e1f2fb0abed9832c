package io.yiping.faults;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a selection has to be answered with: a plain {@code SELECT … GROUP BY} over {@code rating}, and plain Java for
 * sorting. It knows nothing of count tables.
 *
 * @param previous the total of the period before; null: not asked for
 * @param rows in their order; empty without by
 */
record Recount(Tallied total, Tallied previous, List<Row> rows) {

    private static final List<String> CHANNELS =
            List.of("PC", "MOBILE", "QR", "WINDOW_DEVICE", "TERMINAL", "PHONE", "SMS", "SUPERVISION_POST", "PAPER");

    /** One row of an answer. */
    record Row(String key, Tallied tally, Tallied previous) {

        long rise() {
            return tally.ratings() - previous.ratings();
        }
    }

    static Recount of(Connection connection, Asked asked) throws SQLException {
        Map<String, Tallied> now = tallies(connection, asked, asked.start(), asked.end(), asked.by());
        Tallied total = total(connection, asked, asked.start(), asked.end());
        if (!asked.compared()) {
            return new Recount(total, null, sorted(rows(now, null), asked));
        }
        Tallied previous = total(connection, asked, asked.startBefore(), asked.start());
        if (Asked.TIMES.contains(String.valueOf(asked.by()))) {
            return new Recount(total, previous, sorted(rows(now, null), asked));
        }
        Map<String, Tallied> before = tallies(connection, asked, asked.startBefore(), asked.start(), asked.by());
        if (Set.of("level", "origin", "option").contains(String.valueOf(asked.by()))) {
            before.keySet().forEach(key -> now.computeIfAbsent(key, none -> new Tallied()));
        }
        return new Recount(total, previous, sorted(rows(now, before), asked));
    }

    private static List<Row> rows(Map<String, Tallied> now, Map<String, Tallied> before) {
        List<Row> rows = new ArrayList<>();
        now.forEach((key, tally) ->
                rows.add(new Row(key, tally, before == null ? null : before.getOrDefault(key, new Tallied()))));
        return rows;
    }

    private static Tallied total(Connection connection, Asked asked, LocalDateTime from, LocalDateTime to)
            throws SQLException {
        return tallies(connection, asked, from, to, "everything").getOrDefault("", new Tallied());
    }

    private static Map<String, Tallied> tallies(
            Connection connection, Asked asked, LocalDateTime from, LocalDateTime to, String by) throws SQLException {
        Map<String, Tallied> rows = new TreeMap<>();
        List<Object> values = new ArrayList<>();
        String named = ", unnest(string_to_array(options, ',')) AS option (code)";
        String sql = "SELECT " + key(asked, by) + " AS key, level, origin, count(*) FROM rating"
                + ("option".equals(by) ? named : "") + " WHERE true" + ("option".equals(by) ? " AND level <= 2" : "")
                + conditions(asked, from, to, values) + " GROUP BY 1, 2, 3";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getString(1) != null) {
                        add(rows.computeIfAbsent(row.getString(1), key -> new Tallied()), row);
                    }
                }
            }
        }
        return rows;
    }

    private static void add(Tallied tally, ResultSet row) throws SQLException {
        tally.add(row.getInt(2), row.getInt(3), row.getLong(4));
    }

    private static String key(Asked asked, String by) {
        if (by == null) {
            return "NULL";
        }
        return switch (by) {
            case "everything" -> "''";
            case "option" -> "option.code";
            case "level" -> "level::text";
            case "origin" -> "(ARRAY['ACTIVE', 'DEFAULT'])[origin + 1]";
            case "channel" -> "(ARRAY['" + String.join("', '", CHANNELS) + "'])[channel]";
            case "region" -> "rpad(left(lpad(region_code::text, 12, '0'), " + asked.rowDigits() + "), 12, '0')";
            case "agency" -> "agency_code";
            case "matter" -> "matter_code";
            case "minute" -> time("YYYY-MM-DD\"T\"HH24:MI:\"00+08:00\"");
            case "hour" -> time("YYYY-MM-DD\"T\"HH24:\"00:00+08:00\"");
            case "day" -> time("YYYY-MM-DD");
            case "month" -> time("YYYY-MM");
            default -> throw new IllegalArgumentException(by);
        };
    }

    private static String time(String format) {
        return "to_char(rated_at AT TIME ZONE 'Asia/Shanghai', '" + format + "')";
    }

    private static String conditions(Asked asked, LocalDateTime from, LocalDateTime to, List<Object> values) {
        StringBuilder where = new StringBuilder();
        if (asked.region() != null) {
            where.append(" AND left(lpad(region_code::text, 12, '0'), ")
                    .append(asked.regionDigits())
                    .append(") = ?");
            values.add(asked.region12().substring(0, asked.regionDigits()));
        }
        condition(where, values, " AND agency_code = ?", asked.agency());
        condition(where, values, " AND matter_code = ?", asked.matter());
        condition(where, values, " AND channel = ?", asked.channel() == null ? null : code(asked.channel()));
        condition(where, values, " AND origin = ?", asked.origin() == null ? null : origin(asked.origin()));
        condition(where, values, " AND rated_at AT TIME ZONE 'Asia/Shanghai' >= ?", from);
        condition(where, values, " AND rated_at AT TIME ZONE 'Asia/Shanghai' < ?", to);
        return where.toString();
    }

    private static void condition(StringBuilder where, List<Object> values, String sql, Object value) {
        if (value != null) {
            where.append(sql);
            values.add(value);
        }
    }

    private static int code(String channel) {
        return CHANNELS.indexOf(channel) + 1;
    }

    private static int origin(String origin) {
        return origin.equals("ACTIVE") ? 0 : 1;
    }

    /** By the figure as it is shown, then by key; rows of time by time. */
    private static List<Row> sorted(List<Row> rows, Asked asked) {
        if (asked.sort() == null || Asked.TIMES.contains(asked.by())) {
            return rows;
        }
        boolean descending = asked.sort().startsWith("-");
        Comparator<Row> order =
                switch (asked.sort().replace("-", "")) {
                    case "key" -> Comparator.comparing(Row::key);
                    case "ratings" ->
                        Comparator.comparing(
                                row -> BigDecimal.valueOf(row.tally().ratings()));
                    case "satisfactionRate" ->
                        Comparator.comparing(row -> row.tally().satisfactionRate());
                    case "rise" -> Comparator.comparing(Row::rise);
                    case "badRate" -> Comparator.comparing(row -> row.tally().badRate());
                    default -> throw new IllegalArgumentException(asked.sort());
                };
        rows.sort((descending ? order.reversed() : order).thenComparing(Row::key));
        return rows;
    }
}
