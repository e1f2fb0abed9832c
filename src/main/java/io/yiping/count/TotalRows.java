package io.yiping.count;

import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows that are parts of the total: one a level or one an origin. Ordered and paged as those from SQL are. */
final class TotalRows {

    private TotalRows() {}

    /** @return at most one more than the limit */
    static List<Counted.Row> of(Query query, Tally total) {
        Comparator<Counted.Row> order = order(query.order());
        return parts(query.by(), total).stream()
                .filter(row -> row.tally().ratings() != 0)
                .filter(row -> query.after() == null || isAfter(row, query))
                .sorted(order)
                .limit(query.limit() + 1L)
                .toList();
    }

    private static List<Counted.Row> parts(By by, Tally total) {
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
                Comparator.comparingLong(row -> order.sort().rank(row.tally()));
        Comparator<Counted.Row> byKey = Comparator.comparing(Counted.Row::rawKey);
        if (order.sort() == Sort.KEY) {
            return order.descending() ? byKey.reversed() : byKey;
        }
        return (order.descending() ? byRank.reversed() : byRank).thenComparing(byKey);
    }

    private static boolean isAfter(Counted.Row row, Query query) {
        Query.After after = query.after();
        Query.Order order = query.order();
        int rank = Long.compare(order.sort().rank(row.tally()), after.rank());
        int key = row.rawKey().compareTo(after.rawKey());
        if (order.sort() == Sort.KEY) {
            return order.descending() ? key < 0 : key > 0;
        }
        return rank == 0 ? key > 0 : order.descending() == rank < 0;
    }
}
