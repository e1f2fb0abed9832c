package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of a query from the count tables and what is not folded yet, from one snapshot: the total, and a page of the
 * rows. PostgreSQL adds, orders and cuts, so an answer takes a page's memory, whatever has been stored.
 */
final class SelectCounts {

    private SelectCounts() {}

    /**
     * @param version up to which the count tables go: what was not folded must begin there
     * @param rows at most one more than the limit
     */
    record Found(long version, Tally total, List<Counted.Row> rows) {}

    static Uni<Found> run(Pool pool, CountsSql sql) {
        return pool.preparedQuery(sql.text()).execute(sql.parameters()).map(SelectCounts::found);
    }

    private static Found found(RowSet<Row> rows) {
        Tally total = null;
        long version = 0;
        List<Counted.Row> page = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Tally tally = tally(row);
            if (total == null) {
                total = tally;
                version = row.getLong(1);
            } else {
                page.add(new Counted.Row(row.getValue(2).toString(), tally));
            }
        }
        if (total == null) {
            throw new IllegalStateException("count_fold has lost its one row");
        }
        return new Found(version, total, page);
    }

    private static Tally tally(Row row) {
        Tally tally = new Tally();
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            tally.add(slot, row.getLong(3 + slot));
        }
        return tally;
    }
}
