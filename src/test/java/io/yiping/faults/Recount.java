package io.yiping.faults;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a selection has to be answered with: a plain {@code SELECT … GROUP BY} over {@code rating}, and plain Java for
 * sorting. It knows nothing of count tables.
 *
 * @param rows in their order; empty without by
 */
record Recount(Tallied total, List<Row> rows) {

    private static final List<String> CHANNELS =
            List.of("PC", "MOBILE", "QR", "WINDOW_DEVICE", "TERMINAL", "PHONE", "SMS", "SUPERVISION_POST", "PAPER");

    /** One row of an answer. */
    record Row(String key, Tallied tally) {}

    static Recount of(Connection connection, Asked asked) throws SQLException {
        Tallied total = new Tallied();
        Map<String, Tallied> rows = new TreeMap<>();
        List<Object> values = new ArrayList<>();
        String sql = "SELECT " + key(asked) + " AS key, level, origin, count(*) FROM rating WHERE true"
                + conditions(asked, values) + " GROUP BY 1, 2, 3";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    add(total, row);
                    if (row.getString(1) != null) {
                        add(rows.computeIfAbsent(row.getString(1), key -> new Tallied()), row);
                    }
                }
            }
        }
        return new Recount(total, sorted(rows, asked));
    }

    private static void add(Tallied tally, ResultSet row) throws SQLException {
        tally.add(row.getInt(2), row.getInt(3), row.getLong(4));
    }

    private static String key(Asked asked) {
        if (asked.by() == null) {
            return "NULL";
        }
        return switch (asked.by()) {
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
            default -> throw new IllegalArgumentException(asked.by());
        };
    }

    private static String time(String format) {
        return "to_char(rated_at AT TIME ZONE 'Asia/Shanghai', '" + format + "')";
    }

    private static String conditions(Asked asked, List<Object> values) {
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
        condition(where, values, " AND rated_at AT TIME ZONE 'Asia/Shanghai' >= ?::date", asked.from());
        condition(where, values, " AND rated_at AT TIME ZONE 'Asia/Shanghai' < ?::date", asked.to());
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
    private static List<Row> sorted(Map<String, Tallied> tallies, Asked asked) {
        List<Row> rows = new ArrayList<>();
        tallies.forEach((key, tally) -> rows.add(new Row(key, tally)));
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
                    case "badRate" -> Comparator.comparing(row -> row.tally().badRate());
                    default -> throw new IllegalArgumentException(asked.sort());
                };
        rows.sort((descending ? order.reversed() : order).thenComparing(Row::key));
        return rows;
    }
}
