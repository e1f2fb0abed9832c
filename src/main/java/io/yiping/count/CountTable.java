package io.yiping.count;

import static io.yiping.count.KeyColumn.CHANNEL;
import static io.yiping.count.KeyColumn.CITY;
import static io.yiping.count.KeyColumn.COUNTY;
import static io.yiping.count.KeyColumn.DAY;
import static io.yiping.count.KeyColumn.DEPTH;
import static io.yiping.count.KeyColumn.HOUR;
import static io.yiping.count.KeyColumn.MINUTE;
import static io.yiping.count.KeyColumn.MONTH;
import static io.yiping.count.KeyColumn.REGION;
import static io.yiping.count.KeyColumn.SUBJECT;

import java.util.List;

/** The count tables, each with the columns of its key, in the key's order. */
enum CountTable {
    REGION_DAY("count_region_day", DAY, DEPTH, REGION, CHANNEL),
    REGION_MONTH("count_region_month", MONTH, DEPTH, REGION, CHANNEL),
    AGENCY_DAY("count_agency_day", DAY, SUBJECT, CHANNEL),
    AGENCY_MONTH("count_agency_month", MONTH, SUBJECT, CHANNEL),
    MATTER_DAY("count_matter_day", DAY, SUBJECT),
    MATTER_MONTH("count_matter_month", MONTH, SUBJECT),
    REGION_HOUR("count_region_hour", DEPTH, COUNTY, HOUR, CHANNEL),
    CITY_MINUTE("count_city_minute", MINUTE, CITY);

    private final String table;
    private final List<KeyColumn> key;
    private final int[] shifts;

    CountTable(String table, KeyColumn... key) {
        this.table = table;
        this.key = List.of(key);
        this.shifts = new int[key.length];
        for (int i = key.length - 2; i >= 0; i--) {
            shifts[i] = shifts[i + 1] + key[i + 1].bits();
        }
    }

    String table() {
        return table;
    }

    List<KeyColumn> key() {
        return key;
    }

    /** A key as one number. The first column of time is below 2^15 until the year 2059: no key is negative. */
    long pack(long first, long second) {
        return key.get(0).pack(first) << key.get(1).bits() | key.get(1).pack(second);
    }

    long pack(long first, long second, long third) {
        return pack(first, second) << key.get(2).bits() | key.get(2).pack(third);
    }

    long pack(long first, long second, long third, long fourth) {
        return pack(first, second, third) << key.get(3).bits() | key.get(3).pack(fourth);
    }

    /** The value of the column at this position of the key. */
    long unpack(long packed, int position) {
        return key.get(position).unpack(packed >>> shifts[position]);
    }

    /** The key with another value in the column at this position. */
    long with(long packed, int position, long value) {
        KeyColumn column = key.get(position);
        long mask = ((1L << column.bits()) - 1) << shifts[position];
        return packed & ~mask | column.pack(value) << shifts[position];
    }

    /** The value of a column, as the client takes it. */
    Object value(long packed, int position) {
        return key.get(position).value(packed >>> shifts[position]);
    }
}
