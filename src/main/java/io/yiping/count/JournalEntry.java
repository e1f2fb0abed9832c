package io.yiping.count;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.ledger.Change;
import io.yiping.rating.Level;
import io.yiping.rating.Meaning;
import io.yiping.rating.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One row of the journal: what one ledger transaction added and took out, one array an attribute, of equal length but for codes and options.
 * Immutable, and held in some 25 bytes a change, because an instance keeps what is not folded yet.
 */
final class JournalEntry {

    /** What {@link #addTo} adds, in this order. */
    static final String COLUMNS = """
            size, minutes, regions, codes, agencies, matters, channels, origins, levels, changes, options""";

    private static final int OPTION_BITS = 10;
    private static final int OPTION = (1 << OPTION_BITS) - 1;

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
    private final int[] options;

    /** What a transaction of this instance writes; it becomes an entry when its version is known. */
    static JournalEntry of(List<Change> changes) {
        return new JournalEntry(changes);
    }

    private JournalEntry(List<Change> changes) {
        int n = changes.size();
        version = 0;
        recordedAt = null;
        minutes = new int[n];
        regions = new long[n];
        agencies = new int[n];
        matters = new int[n];
        channels = new byte[n];
        slots = new byte[n];
        this.changes = new byte[n];
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < n; i++) {
            Change change = changes.get(i);
            Meaning meaning = change.meaning();
            minutes[i] = Shanghai.minute(change.ratedAt());
            regions[i] = meaning.region();
            agencies[i] = number(numbers, meaning.agency());
            matters[i] = meaning.matter() == null ? 0 : number(numbers, meaning.matter());
            channels[i] = (byte) meaning.channel().code();
            slots[i] = (byte) Slot.of(change.origin(), meaning.level());
            this.changes[i] = (byte) change.by();
        }
        codes = new String[numbers.size()];
        numbers.forEach((code, number) -> codes[number - 1] = code);
        options = optionsOfBad(changes);
    }

    /** One in some thousand ratings is bad: what they name is kept beside the rest. */
    private static int[] optionsOfBad(List<Change> changes) {
        IntStream.Builder options = IntStream.builder();
        for (int i = 0; i < changes.size(); i++) {
            Meaning meaning = changes.get(i).meaning();
            if (meaning.level().isBad() && meaning.options() != null) {
                for (String option : meaning.options().split(",")) {
                    options.add(i << OPTION_BITS | Integer.parseInt(option));
                }
            }
        }
        return options.build().toArray();
    }

    private static int number(Map<String, Integer> numbers, String code) {
        Integer known = numbers.putIfAbsent(code, numbers.size() + 1);
        return known == null ? numbers.size() : known;
    }

    /** The same, written under a version. */
    JournalEntry at(long version, Instant recordedAt) {
        return new JournalEntry(this, version, recordedAt);
    }

    private JournalEntry(JournalEntry written, long version, Instant recordedAt) {
        this.version = version;
        this.recordedAt = recordedAt;
        minutes = written.minutes;
        regions = written.regions;
        codes = written.codes;
        agencies = written.agencies;
        matters = written.matters;
        channels = written.channels;
        slots = written.slots;
        changes = written.changes;
        options = written.options;
    }

    /** @param from the position of {@code size} in the row; the others follow in the order of {@link #COLUMNS} */
    JournalEntry(long version, Instant recordedAt, Row row, int from) {
        this.version = version;
        this.recordedAt = recordedAt;
        minutes = ints(row.getArrayOfIntegers(from + 1));
        regions = longs(row.getArrayOfLongs(from + 2));
        codes = row.getArrayOfStrings(from + 3);
        agencies = ints(row.getArrayOfIntegers(from + 4));
        matters = ints(row.getArrayOfIntegers(from + 5));
        channels = bytes(row.getArrayOfShorts(from + 6));
        slots = slots(row.getArrayOfShorts(from + 7), row.getArrayOfShorts(from + 8));
        changes = bytes(row.getArrayOfShorts(from + 9));
        options = ints(row.getArrayOfIntegers(from + 10));
    }

    /** Its columns, as a statement takes them. */
    void addTo(Tuple tuple) {
        int n = size();
        Integer[] boxedMinutes = new Integer[n];
        Long[] boxedRegions = new Long[n];
        Integer[] boxedAgencies = new Integer[n];
        Integer[] boxedMatters = new Integer[n];
        Short[] boxedChannels = new Short[n];
        Short[] origins = new Short[n];
        Short[] levels = new Short[n];
        Short[] boxedChanges = new Short[n];
        for (int i = 0; i < n; i++) {
            boxedMinutes[i] = minutes[i];
            boxedRegions[i] = regions[i];
            boxedAgencies[i] = agencies[i];
            boxedMatters[i] = matters[i];
            boxedChannels[i] = (short) channels[i];
            origins[i] = Slot.originCode(slots[i]);
            levels[i] = Slot.levelNumber(slots[i]);
            boxedChanges[i] = (short) changes[i];
        }
        tuple.addInteger(n)
                .addArrayOfInteger(boxedMinutes)
                .addArrayOfLong(boxedRegions)
                .addArrayOfString(codes)
                .addArrayOfInteger(boxedAgencies)
                .addArrayOfInteger(boxedMatters)
                .addArrayOfShort(boxedChannels)
                .addArrayOfShort(origins)
                .addArrayOfShort(levels)
                .addArrayOfShort(boxedChanges)
                .addArrayOfInteger(IntStream.of(options).boxed().toArray(Integer[]::new));
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

    /** How many options its bad ratings name; numbered from 0. */
    int options() {
        return options.length;
    }

    int option(int number) {
        return options[number] & OPTION;
    }

    /** The change whose rating names this option. */
    int changeOfOption(int number) {
        return options[number] >> OPTION_BITS;
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
