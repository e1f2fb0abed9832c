package io.yiping.count;

import java.time.Instant;
import java.util.List;

/**
 * Exact counts at a version.
 *
 * @param asOf when that version was recorded; it belongs to the version, on every instance
 * @param total everything selected
 * @param rows a page of them, in order; none of them empty
 * @param more there are rows after these
 */
public record Counted(long version, Instant asOf, Tally total, List<Row> rows, boolean more) {

    /** @param rawKey as a cursor has it; {@link By#text} turns it into what readers see */
    public record Row(String rawKey, Tally tally) {}
}
