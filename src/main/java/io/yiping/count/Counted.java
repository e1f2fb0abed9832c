package io.yiping.count;

import java.time.Instant;
import java.util.List;

/**
 * Exact counts at a version.
 *
 * @param asOf when that version was recorded; it belongs to the version, on every instance
 * @param total everything selected
 * @param previous the same of the period before; null: it was not asked for
 * @param rows a page of them, in order; none of them empty
 * @param more there are rows after these
 */
public record Counted(long version, Instant asOf, Tally total, Tally previous, List<Row> rows, boolean more) {

    /**
     * @param rawKey as a cursor has it; {@link By#text} turns it into what readers see
     * @param previous the same of the period before; null: it was not asked for, or the row is a time
     */
    public record Row(String rawKey, Tally tally, Tally previous) {

        Row(String rawKey, Tally tally) {
            this(rawKey, tally, null);
        }

        Row beside(Tally before) {
            return new Row(rawKey, tally, before);
        }

        boolean isEmpty() {
            return tally.ratings() == 0 && (previous == null || previous.ratings() == 0);
        }
    }
}
