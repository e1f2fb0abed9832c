package io.yiping.count;

import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.Depth;
import java.util.List;
import java.util.StringJoiner;

/**
 * The statement that answers a query, put together from fragments that its enums choose, never from what was sent: that
 * goes into parameters. Its rows are: position, version of the count tables, key, the ten counts; the total is the first.
 */
final class CountsSql {

    /** Of integers: quicker than any of bigint. */
    private static final String SUM = "sum";

    /** Of what it gives. */
    private static final String SUM_OF_SUMS = "count_sum";

    private final Line line;
    private final Query query;
    private final Depth depth;
    private final List<String> keys;
    private final Parameters parameters = new Parameters();
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
                %s""".formatted(part(view), sums(SUM), keyType(), sums(SUM_OF_SUMS), rows());
    }

    /** Its rows are those of another statement, each after the version of the count tables, in the order of their first column. */
    CountsSql(Line line, Query query, View view, OverRated over) {
        this.line = line;
        this.query = query;
        this.depth = query.by() == By.REGION ? line.regionTo() : query.countedDepth();
        this.keys = null;
        parameters.add(view.version());
        parameters.addAll(over.values());
        this.text = """
                WITH %s,
                rated AS MATERIALIZED (
                    SELECT * FROM (SELECT key, sum(%s) AS ratings FROM part GROUP BY key) AS summed
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
        return parameters.tuple();
    }

    /** All that is to be added up. */
    private String part(View view) {
        if (!isBySubject()) {
            return "part AS (\n%sUNION ALL\n%s)".formatted(counted(view), notFolded(view));
        }
        return """
                numbered AS (
                %s),
                part AS (
                SELECT %s AS key, %s FROM numbered AS t JOIN count_subject AS s ON s.id = t.key
                UNION ALL
                %s)""".formatted(counted(view), collated(code()), CountTablesSql.counts(query), notFolded(view));
    }

    private String counted(View view) {
        return new CountTablesSql(line, query, depth, parameters).text(view.floor());
    }

    private boolean isBySubject() {
        return query.by() == By.AGENCY || query.by() == By.MATTER;
    }

    private String code() {
        return query.by() == By.AGENCY ? "s.agency" : "nullif(s.matter, '" + Subject.NONE + "')";
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
        arrays.add(parameters.add(keys) + "::" + keyType() + "[]");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            Integer[] counts = new Integer[keys.length];
            for (int row = 0; row < counts.length; row++) {
                counts[row] = sums.count(row, slot);
            }
            arrays.add(parameters.add(counts) + "::integer[]");
        }
        return "SELECT %s AS key, %s FROM unnest(%s) AS t (key, %s)\n"
                .formatted(collated("t.key"), CountTablesSql.counts(query), arrays, columns(", "));
    }

    /** Texts have one order, whatever the database's own is. */
    private String collated(String key) {
        return query.hasTextKeys() ? "(" + key + ") COLLATE \"C\"" : key;
    }

    private static String columns(String between) {
        StringJoiner columns = new StringJoiner(between);
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            columns.add(Slot.column(slot));
        }
        return columns.toString();
    }

    private static String sums(String sum) {
        StringJoiner sums = new StringJoiner(", ");
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            sums.add("%1$s(%2$s) AS %2$s".formatted(sum, Slot.column(slot)));
        }
        return sums.toString();
    }

    private String rows() {
        if (!query.hasKeys()) {
            return "";
        }
        return """
                UNION ALL
                (SELECT row_number() OVER (ORDER BY %1$s), NULL, key, %2$s FROM (
                  SELECT * FROM (
                    SELECT *, %3$s AS rank FROM (SELECT *, %4$s AS ratings FROM sums) AS summed WHERE ratings <> 0
                  ) AS ranked WHERE key IS NOT NULL%5$s
                ) AS page)
                ORDER BY 1
                """.formatted(
                order(), columns(", "), query.order().sort().sql(), columns(" + "), keys == null ? page() : wanted());
    }

    /** Cut before its rows are numbered: so the others need not be brought in order. */
    private String page() {
        return "%s ORDER BY %s LIMIT %s::bigint".formatted(after(), order(), parameters.add(query.limit() + 1L));
    }

    private String wanted() {
        Object[] raw = query.hasTextKeys()
                ? keys.toArray(String[]::new)
                : keys.stream().map(Long::valueOf).toArray(Long[]::new);
        return " AND key = ANY(%s::%s[])".formatted(parameters.add(raw), keyType());
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
                ? parameters.add(query.after().rawKey()) + "::text"
                : parameters.add(Long.valueOf(query.after().rawKey())) + "::bigint";
        if (query.order().sort() == Sort.KEY) {
            return " AND key %s %s".formatted(beyond, key);
        }
        String rank = parameters.add(query.after().rank()) + "::bigint";
        return " AND (rank %1$s %2$s OR rank = %2$s AND key > %3$s)".formatted(beyond, rank, key);
    }

    private String keyType() {
        return query.hasTextKeys() ? "text" : "bigint";
    }
}
