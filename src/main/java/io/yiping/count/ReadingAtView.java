package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.yiping.platform.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers a query at one view, in one to four statements: its rows, their total where it is not the sum of them, and both of
 * the period before. All are exact at the view's version, because each finds the count tables where the view begins.
 *
 * <p>Failure: {@link FoldedMeanwhile} when one does not. Thread-safety: safe.
 */
final class ReadingAtView {

    /** There are some forty options of bad ratings. */
    private static final int MOST_OPTIONS = 1_000;

    private static final Tally NOTHING = new Tally();

    private final Pool pool;
    private final View view;

    ReadingAtView(Pool pool, View view) {
        this.pool = pool;
        this.view = view;
    }

    /** Not an error: the two parts do not fit, read again. */
    static final class FoldedMeanwhile extends RuntimeException {
        FoldedMeanwhile() {
            super("folded meanwhile", null, false, false);
        }
    }

    private record Found(Tally total, List<Counted.Row> rows) {}

    Uni<Counted> of(Line line, Query query) {
        return find(line, query, null)
                .chain(found -> before(line, query, found).map(before -> counted(query, found, before)));
    }

    Uni<Rated> of(Line line, Query query, OverRated over) {
        return Workers.run(() -> new CountsSql(line, query, view, over))
                .chain(sql -> pool.preparedQuery(sql.text()).execute(sql.parameters()))
                .map(this::rated);
    }

    private Rated rated(RowSet<Row> rows) {
        List<Row> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            requireFitting(row.getLong(0));
            found.add(row);
        }
        return new Rated(view.version(), view.recordedAt(), found);
    }

    /** The same of the period before: of times the total alone, as they have no row to stand beside. */
    private Uni<Found> before(Line line, Query query, Found found) {
        if (!query.compared()) {
            return Uni.createFrom().nullItem();
        }
        Query before = query.previous();
        if (!query.hasKeys() || query.by().isTime()) {
            return find(line, before.total(), null);
        }
        List<String> keys = found.rows().stream().map(Counted.Row::rawKey).toList();
        return find(line, before, keys);
    }

    /** @param keys of the rows that are wanted; null: a page */
    private Uni<Found> find(Line line, Query query, List<String> keys) {
        if (query.by() != By.OPTION) {
            return select(line, query, keys);
        }
        Line ofTotal = query.agency() == null ? Line.REGION : Line.AGENCY;
        return select(ofTotal, query.total(), null)
                .chain(total -> select(Line.OPTION, query.withAllRows(MOST_OPTIONS), null)
                        .map(options -> new Found(total.total(), options.rows())));
    }

    /** Looking through all that is not folded may take milliseconds: that is a worker's. */
    private Uni<Found> select(Line line, Query query, List<String> keys) {
        return Workers.run(() -> new CountsSql(line, query, view, keys))
                .chain(sql -> SelectCounts.run(pool, sql))
                .map(this::fitting);
    }

    private Found fitting(SelectCounts.Found found) {
        requireFitting(found.version());
        return new Found(found.total(), found.rows());
    }

    private void requireFitting(long version) {
        if (version != view.floor().version()) {
            throw new FoldedMeanwhile();
        }
    }

    private Counted counted(Query query, Found found, Found before) {
        List<Counted.Row> rows = query.hasFewRows() ? fewRows(query, found, before) : rows(query, found, before);
        boolean more = rows.size() > query.limit();
        List<Counted.Row> page = more ? rows.subList(0, query.limit()) : rows;
        Tally previous = before == null ? null : before.total();
        return new Counted(view.version(), view.recordedAt(), found.total(), previous, page, more);
    }

    private static List<Counted.Row> rows(Query query, Found found, Found before) {
        return before == null || query.by() == null || query.by().isTime()
                ? found.rows()
                : beside(found.rows(), byKey(before.rows()));
    }

    private static List<Counted.Row> fewRows(Query query, Found found, Found before) {
        List<Counted.Row> now = parts(query, found);
        return FewRows.page(query, before == null ? now : union(now, parts(query, before)));
    }

    private static List<Counted.Row> parts(Query query, Found found) {
        return query.by() == By.OPTION ? found.rows() : FewRows.partsOf(found.total(), query.by());
    }

    private static List<Counted.Row> union(List<Counted.Row> now, List<Counted.Row> before) {
        List<Counted.Row> all = new ArrayList<>(now);
        Set<String> keys = new HashSet<>();
        now.forEach(row -> keys.add(row.rawKey()));
        before.stream()
                .filter(row -> !keys.contains(row.rawKey()))
                .forEach(row -> all.add(new Counted.Row(row.rawKey(), NOTHING)));
        return beside(all, byKey(before));
    }

    private static Map<String, Tally> byKey(List<Counted.Row> rows) {
        Map<String, Tally> tallies = new HashMap<>();
        rows.forEach(row -> tallies.put(row.rawKey(), row.tally()));
        return tallies;
    }

    private static List<Counted.Row> beside(List<Counted.Row> rows, Map<String, Tally> before) {
        return rows.stream()
                .map(row -> row.beside(before.getOrDefault(row.rawKey(), NOTHING)))
                .toList();
    }
}
