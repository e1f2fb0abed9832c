package io.yiping.registry;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of codes, as they are at a version: one indexed statement, without an entity a row. Fails when the database cannot
 * be read. Thread-safety: safe.
 */
@Singleton
public final class Names {

    private static final String SQL =
            "SELECT entry.code, entry.name FROM (" + InForce.sql("$1", "$2") + ") AS entry WHERE entry.code = ANY ($3)";

    /** Provinces, cities and counties. */
    private static final String REGIONS = "SELECT code, name FROM (" + InForce.sql("$1", "$2")
            + ") AS entry WHERE code LIKE '%000000' ORDER BY code LIMIT $3";

    /** Later than any: what is in force now. */
    private static final long NOW = Long.MAX_VALUE;

    private final Pool pool;

    Names(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param codes as the registry has them, regions with 12 digits; a page of them
     * @return by code; without those that it does not have
     */
    public Uni<Map<String, String>> at(long version, Kind kind, Collection<String> codes) {
        if (codes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(kind.number(), version, codes.toArray(String[]::new)))
                .map(Names::byCode);
    }

    /** The same of what is in force now. */
    public Uni<Map<String, String>> now(Kind kind, Collection<String> codes) {
        return at(NOW, kind, codes);
    }

    /** The regions in force now down to the counties, by code, in its order. */
    public Uni<Map<String, String>> regionsToCounties(int most) {
        return pool.preparedQuery(REGIONS)
                .execute(Tuple.of(Kind.REGIONS.number(), NOW, most))
                .map(Names::byCode);
    }

    private static Map<String, String> byCode(RowSet<Row> rows) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Row row : rows) {
            names.put(row.getString(0), row.getString(1));
        }
        return names;
    }
}
