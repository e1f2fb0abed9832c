package io.yiping.count;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of the audit: for each dimension, and for each count table in full, what is counted (tables and the journal
 * that is not folded yet) beside what the ratings say. It trusts no arithmetic of this service: PostgreSQL unpacks and adds
 * up the journal itself.
 */
final class AuditSql {

    /** Ratings, and the journal's changes as if they were ratings; local is the time in Asia/Shanghai. */
    private static final String ITEMS = """
            WITH items AS (
                SELECT TIMESTAMP '1970-01-01' + c.minute * INTERVAL '1 minute' AS local, c.region, c.channel, c.origin, c.level,
                       c.agency_code AS agency, coalesce(c.matter_code, '') AS matter, c.n::integer AS counted, 0 AS ratings
                FROM count_fold AS fold
                JOIN count_journal AS entry ON entry.version > fold.version
                CROSS JOIN LATERAL (
                    WITH codes AS MATERIALIZED (SELECT * FROM unnest(entry.codes) WITH ORDINALITY AS c (code, number))
                    SELECT c.*, agency.code AS agency_code, matter.code AS matter_code
                    FROM unnest(entry.minutes, entry.regions, entry.agencies, entry.matters, entry.channels,
                                entry.origins, entry.levels, entry.changes)
                         AS c (minute, region, agency, matter, channel, origin, level, n)
                    JOIN codes AS agency ON agency.number = c.agency
                    LEFT JOIN codes AS matter ON matter.number = c.matter
                ) AS c
                UNION ALL
                SELECT rated_at AT TIME ZONE 'Asia/Shanghai', region_code, channel, origin, level,
                       agency_code, coalesce(matter_code, ''), 0, 1
                FROM rating
            ),
            """;

    /** The options that bad ratings name, and the journal's as if they were ratings'. */
    private static final String OPTIONS = """
            WITH items AS (
                SELECT TIMESTAMP '1970-01-01' + c.minute * INTERVAL '1 minute' AS local, c.region, c.origin, c.level,
                       entry.codes[c.agency] AS agency, (o.option & 1023)::text AS option, c.n::integer AS counted, 0 AS ratings
                FROM count_fold AS fold
                JOIN count_journal AS entry ON entry.version > fold.version
                CROSS JOIN LATERAL unnest(entry.options) AS o (option)
                CROSS JOIN LATERAL (
                    SELECT entry.minutes[i] AS minute, entry.regions[i] AS region, entry.agencies[i] AS agency,
                           entry.origins[i] AS origin, entry.levels[i] AS level, entry.changes[i] AS n
                    FROM (SELECT (o.option >> 10) + 1 AS i) AS place
                ) AS c
                UNION ALL
                SELECT rated_at AT TIME ZONE 'Asia/Shanghai', region_code, origin, level, agency_code, o.option, 0, 1
                FROM rating, unnest(string_to_array(options, ',')) AS o (option)
                WHERE level <= 2
            ),
            """;

    /** Depths as the count tables have them, and how many codes a region of each has. */
    private static final String DEPTHS = """
            (VALUES (0, 1000000000000), (1, 10000000000), (2, 100000000), (3, 1000000), (4, 1000), (5, 1)) AS d (depth, span)""";

    /** The totals of a row, one by one. */
    private static final String TOTALS = """
            , LATERAL (VALUES (0, 1, a1), (0, 2, a2), (0, 3, a3), (0, 4, a4), (0, 5, a5),
                              (1, 1, d1), (1, 2, d2), (1, 3, d3), (1, 4, d4), (1, 5, d5)) AS one (origin, level, n)""";

    /** The cells of a row, one by one. */
    private static final String CELLS = """
            , LATERAL (SELECT place, slot / 5 AS origin, slot % 5 + 1 AS level, n FROM count_cells(cells)) AS one""";

    private static final String MONTH = "date_trunc('month', day)::date AS month";
    private static final String COUNTY = "region - region % 1000000 AS region";

    /** What this transaction sees: the version that is proved. */
    static final String VERSION = """
            SELECT greatest((SELECT max(version) FROM count_journal), (SELECT version FROM count_fold))
            """;

    /** Each gives rows of: dimension, counted, ratings, sum of the differences of its keys. */
    static final List<String> STATEMENTS = List.of(
            regions(),
            subjects("agency", "region, agency, channel"),
            subjects("matter", "region, agency, matter"),
            options(),
            hours(),
            minutes(),
            period());

    private AuditSql() {}

    /**
     * One comparison.
     *
     * @param keys the columns compared by
     * @param ofItems these columns, from the summed up items
     * @param ofTable these columns and n, the counts of a count table one by one
     * @param once each rating is in the sums once where this holds: it is in the table once for each depth
     */
    private record Check(String name, String keys, String ofItems, String ofTable, String once, String above) {

        Check(String name, String keys, String ofItems, String ofTable, String once) {
            this(name, keys, ofItems, ofTable, once, "");
        }

        /** In a table that has a row for each region that contains the item's, from this depth up. */
        static Check upFrom(int depth, String name, String keys, String ofItems, String ofTable) {
            return new Check(name, keys, ofItems, ofTable, "depth = 0", " JOIN " + DEPTHS + " ON depth <= " + depth);
        }

        String sql() {
            String[] table = ofTable.split(" FROM ", 2);
            return """
                    SELECT '%s', coalesce(sum(counted) FILTER (WHERE %s), 0)::bigint,
                           coalesce(sum(ratings) FILTER (WHERE %2$s), 0)::bigint, coalesce(sum(abs(counted - ratings)), 0)::bigint
                    FROM (
                        SELECT sum(counted) AS counted, sum(ratings) AS ratings, %3$s FROM (
                            SELECT %4$s, counted, ratings FROM fine%5$s
                            UNION ALL
                            SELECT %6$s, n, 0 FROM %7$s
                        ) AS sides GROUP BY %3$s
                    ) AS cells
                    """.formatted(name, once, keys, ofItems, above, table[0], table[1]);
        }
    }

    /**
     * @param fine the columns by which items are summed up first, once for all checks
     * @param positions the same, and origin and level, as numbers
     */
    private static String statement(String fine, String positions, List<Check> checks) {
        return statement(ITEMS, fine, positions, checks);
    }

    private static String statement(String items, String fine, String positions, List<Check> checks) {
        List<String> parts = new ArrayList<>();
        for (Check check : checks) {
            parts.add(check.sql());
        }
        return items + """
                fine AS MATERIALIZED (
                    SELECT %s, origin, level, sum(counted) AS counted, sum(ratings) AS ratings FROM items GROUP BY %s
                )
                """.formatted(fine, positions) + String.join("UNION ALL\n", parts);
    }

    private static Check simple(String name, String table) {
        return new Check(name, name, name, name + " FROM " + table, "true");
    }

    private static String regions() {
        String days = "(SELECT *, month + place AS day FROM count_region" + CELLS + ") AS t";
        String months = "count_region" + TOTALS;
        String finest = days + " WHERE depth = 5";
        String key = "depth, region, channel, origin, level";
        String above = "depth, region - region % span AS region, channel, origin, level";
        return statement(
                "local::date AS day, region, channel",
                "1, 2, 3, 4, 5",
                List.of(
                        new Check("total", "everything", "1 AS everything", "1 FROM " + finest, "true"),
                        simple("level", finest),
                        simple("origin", finest),
                        simple("channel", finest),
                        simple("region", finest),
                        simple("day", finest),
                        new Check("month", "month", MONTH, "month FROM " + months + " WHERE depth = 5", "true"),
                        Check.upFrom(
                                5,
                                "region+channel+day",
                                "day, " + key,
                                "day, " + above,
                                "day, " + key + " FROM " + days),
                        Check.upFrom(
                                5,
                                "region+channel+month",
                                "month, " + key,
                                MONTH + ", " + above,
                                "month, " + key + " FROM " + months)));
    }

    /**
     * Agencies or matters: the lines that count by subjects.
     *
     * @param dimension the one that gives the table its name
     * @param keys what it counts by, beside time, origin and level
     */
    private static String subjects(String dimension, String keys) {
        String name = keys.replace(", ", "+");
        String key = keys + ", origin, level";
        String table = "count_%s AS t LEFT JOIN count_subject AS s ON s.id = t.subject".formatted(dimension);
        String days = "(SELECT *, month + place AS day FROM " + table + CELLS + ") AS t";
        return statement(
                "local::date AS day, " + keys.replace("region", COUNTY),
                "1, 2, 3, 4, 5, 6",
                List.of(
                        simple(dimension, days),
                        new Check(name + "+day", "day, " + key, "day, " + key, "day, " + key + " FROM " + days, "true"),
                        new Check(
                                name + "+month",
                                "month, " + key,
                                MONTH + ", " + key,
                                "month, " + key + " FROM " + table + TOTALS,
                                "true")));
    }

    private static String options() {
        String key = "region, agency, option, origin, level";
        String table = """
                (SELECT t.*, option::text AS name, s.region, s.agency
                FROM count_option AS t LEFT JOIN count_subject AS s ON s.id = t.subject) AS t""";
        String columns = "region, agency, name, origin, level";
        String days = "(SELECT *, month + place AS day FROM " + table + CELLS + ") AS t";
        return statement(
                OPTIONS,
                "local::date AS day, " + key.replace("region", COUNTY).replace(", origin, level", ""),
                "1, 2, 3, 4, 5, 6",
                List.of(
                        new Check("option", "option", "option", "name FROM " + days, "true"),
                        new Check(
                                "option+day",
                                "day, " + key,
                                "day, " + key,
                                "day, " + columns + " FROM " + days,
                                "true"),
                        new Check(
                                "option+month",
                                "month, " + key,
                                MONTH + ", " + key,
                                "month, " + columns + " FROM " + table + TOTALS,
                                "true")));
    }

    private static String hours() {
        String key = "depth, region, channel, origin, level";
        String above = "depth, region - region % span AS region, channel, origin, level";
        String hours = "(SELECT *, day + place * INTERVAL '1 hour' AS at_hour FROM count_hour" + CELLS + ") AS t";
        return statement(
                "date_trunc('hour', local) AS hour, " + COUNTY + ", channel",
                "1, 2, 3, 4, 5",
                List.of(
                        new Check("hour", "hour", "hour", "at_hour FROM " + hours + " WHERE depth = 3", "true"),
                        Check.upFrom(
                                3,
                                "region+channel+hour",
                                "hour, " + key,
                                "hour, " + above,
                                "at_hour, " + key + " FROM " + hours)));
    }

    private static String minutes() {
        String minutes = """
                (SELECT *, TIMESTAMP '1970-01-01' + hour * INTERVAL '1 hour' + place * INTERVAL '1 minute' AS at_minute
                FROM count_minute""" + CELLS + ") AS t";
        String key = "region, origin, level";
        return statement(
                "date_trunc('minute', local) AS minute, region - region % 100000000 AS region",
                "1, 2, 3, 4",
                List.of(
                        new Check("minute", "minute", "minute", "at_minute FROM " + minutes, "true"),
                        new Check(
                                "region+minute",
                                "minute, " + key,
                                "minute, " + key,
                                "at_minute, " + key + " FROM " + minutes,
                                "true")));
    }

    /** What is counted on the days that readings are cut to: all that is counted. */
    private static String period() {
        return """
                SELECT 'period', r.n - outside.n, r.n, outside.n
                FROM (SELECT count(*) AS n FROM rating) AS r, (
                    SELECT coalesce(sum(c.n), 0)::bigint AS n
                    FROM count_region, count_cells(cells) AS c, count_fold
                    WHERE depth = 0 AND (first_day IS NULL OR month + place < first_day OR month + place > last_day)
                ) AS outside
                """;
    }
}
