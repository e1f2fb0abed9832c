package io.yiping.count;

import io.vertx.mutiny.sqlclient.Row;
import io.yiping.rating.Channel;
import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.time.Instant;
import java.time.LocalDate;

/** One row of the journal: the count changes of one ledger transaction, one array an attribute, of equal length. */
record JournalEntry(
        long version,
        Instant recordedAt,
        LocalDate[] days,
        Long[] regions,
        Short[] channels,
        Short[] origins,
        Short[] levels,
        Integer[] changes) {

    /** @param from the position of {@code version} in the row; the others follow in the order of this record */
    static JournalEntry of(Row row, int from) {
        return new JournalEntry(
                row.getLong(from),
                row.getOffsetDateTime(from + 1).toInstant(),
                row.getArrayOfLocalDates(from + 2),
                row.getArrayOfLongs(from + 3),
                row.getArrayOfShorts(from + 4),
                row.getArrayOfShorts(from + 5),
                row.getArrayOfShorts(from + 6),
                row.getArrayOfIntegers(from + 7));
    }

    int size() {
        return days.length;
    }

    Cell cell(int i) {
        return new Cell(days[i], regions[i], Channel.of(channels[i]), Origin.of(origins[i]));
    }

    Level level(int i) {
        return Level.of(levels[i]);
    }

    int change(int i) {
        return changes[i];
    }
}
