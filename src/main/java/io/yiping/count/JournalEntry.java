package io.yiping.count;

import io.vertx.mutiny.sqlclient.Row;
import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.time.Instant;

/**
 * One row of the journal: what one ledger transaction added and took out, one array an attribute, of equal length.
 * Immutable, and held in some 20 bytes a change, because an instance keeps what is not folded yet.
 */
final class JournalEntry {

    static final String COLUMNS = """
            version, recorded_at, minutes, regions, codes, agencies, matters, channels, origins, levels, changes""";

    private static final int CODE_BITS = 22;

    private final long version;
    private final Instant recordedAt;
    private final int[] minutes;
    private final long[] regions;
    private final String[] codes;
    private final int[] agencies;
    private final int[] matters;
    private final byte[] channels;
    private final byte[] slots;
    private final byte[] changes;

    /** @param from the position of {@code version} in the row; the others follow in the order of {@link #COLUMNS} */
    JournalEntry(Row row, int from) {
        version = row.getLong(from);
        recordedAt = row.getOffsetDateTime(from + 1).toInstant();
        minutes = ints(row.getArrayOfIntegers(from + 2));
        regions = longs(row.getArrayOfLongs(from + 3));
        codes = row.getArrayOfStrings(from + 4);
        agencies = ints(row.getArrayOfIntegers(from + 5));
        matters = ints(row.getArrayOfIntegers(from + 6));
        channels = bytes(row.getArrayOfShorts(from + 7));
        slots = slots(row.getArrayOfShorts(from + 8), row.getArrayOfShorts(from + 9));
        changes = bytes(row.getArrayOfShorts(from + 10));
    }

    long version() {
        return version;
    }

    Instant recordedAt() {
        return recordedAt;
    }

    int size() {
        return minutes.length;
    }

    /** How many distinct codes of agencies and matters; they are numbered from 1. */
    int codes() {
        return codes.length;
    }

    String code(int number) {
        return codes[number - 1];
    }

    /** @return the number of a code, or -1: no change has it */
    int numberOf(String code) {
        for (int i = 0; i < codes.length; i++) {
            if (codes[i].equals(code)) {
                return i + 1;
            }
        }
        return -1;
    }

    int minute(int i) {
        return minutes[i];
    }

    long region(int i) {
        return regions[i];
    }

    int agency(int i) {
        return agencies[i];
    }

    /** 0: no matter. */
    int matter(int i) {
        return matters[i];
    }

    /** County and agency as one number, within this entry. */
    long packedAgency(int i) {
        return KeyColumn.COUNTY.pack(regions[i]) << Integer.SIZE | agencies[i];
    }

    /** County, agency and matter as one number, within this entry: its codes are fewer than 2^22. */
    long packedMatter(int i) {
        return (KeyColumn.COUNTY.pack(regions[i]) << CODE_BITS | agencies[i]) << CODE_BITS | matters[i];
    }

    int channel(int i) {
        return channels[i];
    }

    int slot(int i) {
        return slots[i];
    }

    /** 1 added, -1 taken out. */
    int change(int i) {
        return changes[i];
    }

    private static byte[] slots(Short[] origins, Short[] levels) {
        byte[] slots = new byte[origins.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = (byte) Slot.of(Origin.of(origins[i]), Level.of(levels[i]));
        }
        return slots;
    }

    private static int[] ints(Integer[] boxed) {
        int[] plain = new int[boxed.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = boxed[i];
        }
        return plain;
    }

    private static long[] longs(Long[] boxed) {
        long[] plain = new long[boxed.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = boxed[i];
        }
        return plain;
    }

    private static byte[] bytes(Short[] boxed) {
        byte[] plain = new byte[boxed.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (short) boxed[i];
        }
        return plain;
    }
}
