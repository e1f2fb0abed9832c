package io.yiping.count;

import io.yiping.rating.Depth;

/**
 * What the lines of agencies and matters count by: an agency in a county as a whole, or a matter of it.
 *
 * @param region the county
 * @param matter {@link #WHOLE} for the agency as a whole, {@link #NONE} for its ratings without a matter
 */
record Subject(long region, String agency, String matter) {

    /** No matter has such a code. */
    static final String WHOLE = "*";

    static final String NONE = "";

    private static final long MIX = 0x9E3779B97F4A7C15L;

    static Subject agency(JournalEntry entry, int i) {
        return new Subject(Depth.COUNTY.cut(entry.region(i)), entry.code(entry.agency(i)), WHOLE);
    }

    static Subject matter(JournalEntry entry, int i) {
        String matter = entry.matter(i) == 0 ? NONE : entry.code(entry.matter(i));
        return new Subject(Depth.COUNTY.cut(entry.region(i)), entry.code(entry.agency(i)), matter);
    }

    /** Spread: a record's own sum of three codes, each times 31, is often the same where only last digits differ. */
    @Override
    public int hashCode() {
        long hash = (region * MIX + agency.hashCode()) * MIX + matter.hashCode();
        return (int) (hash * MIX >>> Integer.SIZE);
    }
}
