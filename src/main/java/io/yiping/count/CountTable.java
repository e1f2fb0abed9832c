package io.yiping.count;

import static io.yiping.count.KeyColumn.CHANNEL;
import static io.yiping.count.KeyColumn.CITY;
import static io.yiping.count.KeyColumn.COUNTY;
import static io.yiping.count.KeyColumn.DAY;
import static io.yiping.count.KeyColumn.DEPTH;
import static io.yiping.count.KeyColumn.MONTH;
import static io.yiping.count.KeyColumn.SUBJECT;

import java.util.List;

/**
 * The count tables, one a line, each with the columns of its key, in the key's order. A row holds a time (a month, a day, an
 * hour) and in its cells the finer times in it (days, hours, minutes), so that folding writes one row for many cells.
 *
 * <p>A cell's key, packed: the row's columns, then its place in the row's time, from 0.
 */
enum CountTable {
    REGION("count_region", true, MONTH, DEPTH, KeyColumn.REGION, CHANNEL),
    AGENCY("count_agency", true, MONTH, SUBJECT, CHANNEL),
    MATTER("count_matter", true, MONTH, SUBJECT),
    OPTION("count_option", true, MONTH, SUBJECT, KeyColumn.OPTION),
    HOUR("count_hour", false, DAY, DEPTH, COUNTY, CHANNEL),
    MINUTE("count_minute", false, KeyColumn.HOUR, CITY);

    /** The place of a day in its month, an hour in its day, a minute in its hour. */
    private static final int PLACE_BITS = 6;

    private static final long PLACE = (1 << PLACE_BITS) - 1;

    private final String table;
    private final boolean hasTotals;

    /** An array: packing is done several times a rating. */
    private final KeyColumn[] key;

    private final int[] shifts;

    CountTable(String table, boolean hasTotals, KeyColumn... key) {
        this.table = table;
        this.hasTotals = hasTotals;
        this.key = key;
        this.shifts = new int[key.length];
        shifts[key.length - 1] = PLACE_BITS;
        for (int i = key.length - 2; i >= 0; i--) {
            shifts[i] = shifts[i + 1] + key[i + 1].bits();
        }
    }

    String table() {
        return table;
    }

    /** Its rows have the ten counts of the whole month beside the cells. */
    boolean hasTotals() {
        return hasTotals;
    }

    List<KeyColumn> key() {
        return List.of(key);
    }

    /** The key of a cell as one number, never negative. */
    long pack(int place, long first, long second) {
        return pack(first, second) << PLACE_BITS | place;
    }

    long pack(int place, long first, long second, long third) {
        return (pack(first, second) << key[2].bits() | key[2].pack(third)) << PLACE_BITS | place;
    }

    long pack(int place, long first, long second, long third, long fourth) {
        return ((pack(first, second) << key[2].bits() | key[2].pack(third)) << key[3].bits() | key[3].pack(fourth))
                        << PLACE_BITS
                | place;
    }

    private long pack(long first, long second) {
        return key[0].pack(first) << key[1].bits() | key[1].pack(second);
    }

    static int place(long packed) {
        return (int) (packed & PLACE);
    }

    /** Both cells lie in one row of the table. */
    static boolean isSameRow(long packed, long other) {
        return packed >>> PLACE_BITS == other >>> PLACE_BITS;
    }

    /** The value of the column at this position of the key. */
    long unpack(long packed, int position) {
        return key[position].unpack(packed >>> shifts[position]);
    }

    /** The key with another value in the column at this position. */
    long with(long packed, int position, long value) {
        KeyColumn column = key[position];
        long mask = ((1L << column.bits()) - 1) << shifts[position];
        return packed & ~mask | column.pack(value) << shifts[position];
    }

    /** The value of a column, as the client takes it. */
    Object value(long packed, int position) {
        return key[position].value(packed >>> shifts[position]);
    }
}
