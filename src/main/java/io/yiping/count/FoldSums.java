package io.yiping.count;

import io.yiping.rating.Depth;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a step of folding adds, table by table and cell by cell: the finest from the changes, those of the regions above from
 * these.
 *
 * <p>Bound: it takes no further entry of the step when its finest cells have become {@value #MAX_FINEST_CELLS}: some
 * 60 MB with the coarser ones. A city's ratings of a month have 1.4 of them each, history of many years up to 5.
 * Thread-safety: none.
 */
final class FoldSums {

    private static final int MAX_FINEST_CELLS = 500_000;

    private final int[] numbers;
    private final Map<CountTable, Sums> tables = new EnumMap<>(CountTable.class);
    private JournalEntry last;
    private int changes;
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;

    /** @param numbers of the step's subjects, in their order */
    FoldSums(FoldStep step, int[] numbers) {
        this.numbers = numbers;
        for (CountTable table : CountTable.values()) {
            tables.put(table, new Sums());
        }
        for (FoldStep.Part part : step.parts()) {
            for (int i = 0; i < part.entry().size(); i++) {
                add(part, i);
            }
            addOptions(part);
            last = part.entry();
            changes += last.size();
            if (finestCells() > MAX_FINEST_CELLS) {
                break;
            }
        }
        rollUp(CountTable.REGION, Depth.VILLAGE);
        rollUp(CountTable.HOUR, Depth.COUNTY);
    }

    private int finestCells() {
        int cells = 0;
        for (Sums sums : tables.values()) {
            cells += sums.rows();
        }
        return cells;
    }

    /** The tables go up to this entry of the journal when the sums have been added. */
    JournalEntry last() {
        return last;
    }

    /** In all the entries up to there. */
    int changes() {
        return changes;
    }

    Sums of(CountTable table) {
        return tables.get(table);
    }

    /** Null: no entry has a change. */
    LocalDate firstDay() {
        return changes == 0 ? null : LocalDate.ofEpochDay(firstDay);
    }

    LocalDate lastDay() {
        return changes == 0 ? null : LocalDate.ofEpochDay(lastDay);
    }

    private void add(FoldStep.Part part, int i) {
        JournalEntry entry = part.entry();
        int minute = entry.minute(i);
        int hour = Shanghai.hourOf(minute);
        int day = Shanghai.dayOf(minute);
        LocalDate date = LocalDate.ofEpochDay(day);
        int month = Shanghai.monthNumber(date);
        int dayOfMonth = Shanghai.dayOfMonth(date);
        int channel = entry.channel(i);
        long region = entry.region(i);
        int agency = numbers[part.agencies()[i]];
        int matter = numbers[part.matters()[i]];
        int village = Depth.VILLAGE.ordinal();
        int county = Depth.COUNTY.ordinal();
        add(CountTable.REGION, CountTable.REGION.pack(dayOfMonth, month, village, region, channel), entry, i);
        add(CountTable.AGENCY, CountTable.AGENCY.pack(dayOfMonth, month, agency, channel), entry, i);
        add(CountTable.MATTER, CountTable.MATTER.pack(dayOfMonth, month, matter), entry, i);
        add(CountTable.HOUR, CountTable.HOUR.pack(Shanghai.hourOfDay(hour), day, county, region, channel), entry, i);
        add(CountTable.MINUTE, CountTable.MINUTE.pack(Shanghai.minuteOfHour(minute), hour, region), entry, i);
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
    }

    private void addOptions(FoldStep.Part part) {
        JournalEntry entry = part.entry();
        for (int option = 0; option < entry.options(); option++) {
            int i = entry.changeOfOption(option);
            LocalDate date = LocalDate.ofEpochDay(Shanghai.dayOf(entry.minute(i)));
            int month = Shanghai.monthNumber(date);
            int agency = numbers[part.agencies()[i]];
            int place = Shanghai.dayOfMonth(date);
            add(CountTable.OPTION, CountTable.OPTION.pack(place, month, agency, entry.option(option)), entry, i);
        }
    }

    private void add(CountTable table, long cell, JournalEntry entry, int i) {
        tables.get(table).add(cell, entry.slot(i), entry.change(i));
    }

    /** Adds each finest cell to those of the regions above its own, up to the one that contains all. */
    private void rollUp(CountTable table, Depth finest) {
        int depthAt = table.key().indexOf(KeyColumn.DEPTH);
        int regionAt = depthAt + 1;
        Sums sums = tables.get(table);
        int finestCells = sums.rows();
        for (int cell = 0; cell < finestCells; cell++) {
            long key = sums.key(cell);
            long region = table.unpack(key, regionAt);
            for (Depth depth = finest; depth != Depth.ALL; ) {
                depth = depth.above();
                long above = table.with(table.with(key, depthAt, depth.ordinal()), regionAt, depth.cut(region));
                sums.addRow(above, sums, cell);
            }
        }
    }
}
