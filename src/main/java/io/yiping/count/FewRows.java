package io.yiping.count;

import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows that are never more than some dozens: a level, an origin, an option each. They are compared, ordered and paged here,
 * as PostgreSQL does with the others. One that has ratings in either period is a row.
 */
final class FewRows {

    private FewRows() {}

    /** @return at most one more than the limit */
    static List<Counted.Row> page(Query query, List<Counted.Row> rows) {
        return rows.stream()
                .filter(row -> !row.isEmpty())
                .filter(row -> query.after() == null || isAfter(row, query))
                .sorted(order(query.order()))
                .limit(query.limit() + 1L)
                .toList();
    }

    /** One a level, or one an origin. */
    static List<Counted.Row> partsOf(Tally total, By by) {
        List<Counted.Row> parts = new ArrayList<>();
        if (by == By.LEVEL) {
            for (Level level : Level.values()) {
                parts.add(new Counted.Row(Integer.toString(level.number()), total.only(level)));
            }
        } else {
            for (Origin origin : Origin.values()) {
                parts.add(new Counted.Row(origin.name(), total.only(origin)));
            }
        }
        return parts;
    }

    private static Comparator<Counted.Row> order(Query.Order order) {
        Comparator<Counted.Row> byRank =
                Comparator.comparingLong(row -> order.sort().rank(row));
        Comparator<Counted.Row> byKey = Comparator.comparing(Counted.Row::rawKey);
        if (order.sort() == Sort.KEY) {
            return order.descending() ? byKey.reversed() : byKey;
        }
        return (order.descending() ? byRank.reversed() : byRank).thenComparing(byKey);
    }

    private static boolean isAfter(Counted.Row row, Query query) {
        Query.After after = query.after();
        Query.Order order = query.order();
        int rank = Long.compare(order.sort().rank(row), after.rank());
        int key = row.rawKey().compareTo(after.rawKey());
        if (order.sort() == Sort.KEY) {
            return order.descending() ? key < 0 : key > 0;
        }
        return rank == 0 ? key > 0 : order.descending() == rank < 0;
    }
}
