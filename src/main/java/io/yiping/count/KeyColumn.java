package io.yiping.count;

import java.time.LocalDate;

/**
 * A column in the key of a count table, and how it lies in a key packed into 64 bits: so many bits, in units of so much.
 * Packed keys have the order of the tables' own.
 */
enum KeyColumn {
    /** Until the year 2085. */
    MONTH("month", "date", 10, 1),
    DAY("day", "date", 16, 1),
    HOUR("hour", "integer", 22, 1),
    DEPTH("depth", "smallint", 3, 1),
    REGION("region", "bigint", 40, 1),
    COUNTY("region", "bigint", 20, 1_000_000),
    CITY("region", "bigint", 14, 100_000_000),
    SUBJECT("subject", "integer", 31, 1),
    CHANNEL("channel", "smallint", 4, 1),
    OPTION("option", "smallint", 10, 1);

    private final String column;
    private final String type;
    private final int bits;
    private final long unit;

    KeyColumn(String column, String type, int bits, long unit) {
        this.column = column;
        this.type = type;
        this.bits = bits;
        this.unit = unit;
    }

    String column() {
        return column;
    }

    String type() {
        return type;
    }

    int bits() {
        return bits;
    }

    long pack(long value) {
        return value / unit;
    }

    long unpack(long packed) {
        return (packed & ((1L << bits) - 1)) * unit;
    }

    /** An empty array of the column's type, as the client takes it. */
    Object[] array(int length) {
        return switch (type) {
            case "date" -> new LocalDate[length];
            case "smallint" -> new Short[length];
            case "integer" -> new Integer[length];
            default -> new Long[length];
        };
    }

    /** A value of the column's type. */
    Object value(long packed) {
        long value = unpack(packed);
        return switch (this) {
            case MONTH -> Shanghai.firstOf((int) value);
            case DAY -> LocalDate.ofEpochDay(value);
            case DEPTH, CHANNEL, OPTION -> (short) value;
            case HOUR, SUBJECT -> (int) value;
            case REGION, COUNTY, CITY -> value;
        };
    }
}
