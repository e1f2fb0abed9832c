package io.yiping.count;

import io.yiping.rating.Depth;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a step of folding adds, table by table: the finest sums from the changes, the coarser ones (up the tree of
 * regions, from days to months) from those.
 *
 * <p>Bound: it takes no further entry of the step when its finest sums have become {@value #MAX_FINEST_ROWS} rows: some
 * 60 MB with the coarser ones. A city's ratings of a month have 1.4 of them each, history of many years up to 5.
 * Thread-safety: none.
 */
final class FoldSums {

    private static final int MAX_FINEST_ROWS = 500_000;

    private final Map<Subject, Integer> numbers;
    private final Map<CountTable, Sums> tables = new EnumMap<>(CountTable.class);
    private JournalEntry last;
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;

    FoldSums(FoldStep step, Map<Subject, Integer> numbers) {
        this.numbers = numbers;
        for (CountTable table : CountTable.values()) {
            tables.put(table, new Sums());
        }
        for (JournalEntry entry : step.entries()) {
            for (int i = 0; i < entry.size(); i++) {
                add(entry, i);
            }
            last = entry;
            if (finestRows() > MAX_FINEST_ROWS) {
                break;
            }
        }
        rollUp(CountTable.REGION_DAY, 1, 2, Depth.VILLAGE);
        rollUp(CountTable.REGION_HOUR, 0, 1, Depth.COUNTY);
        toMonths(CountTable.REGION_DAY, CountTable.REGION_MONTH);
        toMonths(CountTable.AGENCY_DAY, CountTable.AGENCY_MONTH);
        toMonths(CountTable.MATTER_DAY, CountTable.MATTER_MONTH);
    }

    private int finestRows() {
        int rows = 0;
        for (Sums sums : tables.values()) {
            rows += sums.rows();
        }
        return rows;
    }

    /** The tables go up to this entry of the journal when the sums have been added. */
    JournalEntry last() {
        return last;
    }

    Sums of(CountTable table) {
        return tables.get(table);
    }

    LocalDate firstDay() {
        return LocalDate.ofEpochDay(firstDay);
    }

    LocalDate lastDay() {
        return LocalDate.ofEpochDay(lastDay);
    }

    private void add(JournalEntry entry, int i) {
        int minute = entry.minute(i);
        int day = Shanghai.dayOf(minute);
        int hour = Shanghai.hourOf(minute);
        int channel = entry.channel(i);
        long region = entry.region(i);
        long county = Depth.COUNTY.cut(region);
        int agency = numbers.get(Subject.agency(entry, i));
        int matter = numbers.get(Subject.matter(entry, i));
        add(CountTable.REGION_DAY.pack(day, Depth.VILLAGE.ordinal(), region, channel), CountTable.REGION_DAY, entry, i);
        add(CountTable.AGENCY_DAY.pack(day, agency, channel), CountTable.AGENCY_DAY, entry, i);
        add(CountTable.MATTER_DAY.pack(day, matter), CountTable.MATTER_DAY, entry, i);
        add(
                CountTable.REGION_HOUR.pack(Depth.COUNTY.ordinal(), county, hour, channel),
                CountTable.REGION_HOUR,
                entry,
                i);
        add(CountTable.CITY_MINUTE.pack(minute, Depth.CITY.cut(region)), CountTable.CITY_MINUTE, entry, i);
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
    }

    private void add(long key, CountTable table, JournalEntry entry, int i) {
        tables.get(table).add(key, entry.slot(i), entry.change(i));
    }

    /** Adds each finest row to the rows of the regions above its own, up to the one that contains all. */
    private void rollUp(CountTable table, int depthAt, int regionAt, Depth finest) {
        Sums sums = tables.get(table);
        int finestRows = sums.rows();
        for (int row = 0; row < finestRows; row++) {
            long key = sums.key(row);
            long region = table.unpack(key, regionAt);
            for (Depth depth = finest; depth != Depth.ALL; ) {
                depth = depth.above();
                long above = table.with(table.with(key, depthAt, depth.ordinal()), regionAt, depth.cut(region));
                sums.addRow(above, sums, row);
            }
        }
    }

    /** The two tables have the same key, but for what its first column, the time, is cut to. */
    private void toMonths(CountTable days, CountTable months) {
        Sums from = tables.get(days);
        Sums to = tables.get(months);
        for (int row = 0; row < from.rows(); row++) {
            long key = from.key(row);
            int month = Shanghai.monthOf((int) days.unpack(key, 0));
            to.addRow(days.with(key, 0, month), from, row);
        }
    }
}
