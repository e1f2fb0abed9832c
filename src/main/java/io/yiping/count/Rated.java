package io.yiping.count;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;

/**
 * What an {@link OverRated} gave, exactly at a version.
 *
 * @param rows its columns from position {@value #FIRST_COLUMN} on
 */
public record Rated(long version, Instant asOf, List<Row> rows) {

    /** Before it stands what made sure of the version. */
    public static final int FIRST_COLUMN = 1;
}
