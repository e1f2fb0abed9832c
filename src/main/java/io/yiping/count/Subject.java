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

    static Subject agency(JournalEntry entry, int i) {
        return new Subject(Depth.COUNTY.cut(entry.region(i)), entry.code(entry.agency(i)), WHOLE);
    }

    static Subject matter(JournalEntry entry, int i) {
        String matter = entry.matter(i) == 0 ? NONE : entry.code(entry.matter(i));
        return new Subject(Depth.COUNTY.cut(entry.region(i)), entry.code(entry.agency(i)), matter);
    }

    /** Where only last digits differ, a record's own sum of the hashes of its parts, times 31 each, is the same for many. */
    @Override
    public int hashCode() {
        long hash = (region * LongIndex.MIX + agency.hashCode()) * LongIndex.MIX + matter.hashCode();
        return (int) (hash * LongIndex.MIX >>> Integer.SIZE);
    }
}
