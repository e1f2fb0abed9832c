package io.yiping;

import io.vertx.mutiny.sqlclient.Pool;
import io.yiping.faults.Waits;
import java.time.Duration;

/** Waiting until ratings are in the count tables: figures have them long before. */
public final class Folding {

    private static final String REACHED = "SELECT version FROM count_fold";

    private Folding() {}

    public static void await(Pool pool, long version, Duration patience) throws Exception {
        Waits.until("folded up to " + version, patience, () -> number(pool, REACHED) >= version);
    }

    /** What a query of one number says. */
    public static long number(Pool pool, String sql) {
        return pool.query(sql)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
