package io.yiping.count;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * Exact counts at a version.
 *
 * @param asOf when that version was recorded; it belongs to the version, on every instance
 * @param total everything in the period
 * @param days by day; only days with ratings
 */
public record Counted(long version, Instant asOf, Tally total, SortedMap<LocalDate, Tally> days) {}
