package io.yiping.count;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How far the count tables go.
 *
 * @param version they contain the journal up to here
 * @param recordedAt when that version was recorded
 * @param firstDay the first day with a count, or null when there is none
 * @param lastDay the last one, or null
 */
record Folded(long version, Instant recordedAt, LocalDate firstDay, LocalDate lastDay) {

    /** The row of {@code count_fold}, in the order of this record. */
    static Folded of(Row row) {
        return new Folded(
                row.getLong(0), row.getOffsetDateTime(1).toInstant(), row.getLocalDate(2), row.getLocalDate(3));
    }
}
