package io.yiping.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sums beside a map that does the same, and keys that survive being packed. */
class SumsTest {

    @Test
    void randomAdditions_addUpAsInAMap() {
        long seed = Long.getLong("yiping.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Sums sums = new Sums();
        Map<Long, int[]> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextInt(4) == 0 ? random.nextLong() >>> 1 : random.nextInt(5_000);
            int slot = random.nextInt(Slot.COUNT);
            int by = random.nextBoolean() ? 1 : -1;
            sums.add(key, slot, by);
            model.computeIfAbsent(key, first -> new int[Slot.COUNT])[slot] += by;
        }
        Sums rolled = new Sums();
        for (int row = 0; row < sums.rows(); row++) {
            rolled.addRow(sums.key(row) >>> 3, sums, row);
        }
        assertEquals(model.size(), sums.rows(), () -> "seed " + seed);
        assertEquals(total(model), total(sums), () -> "seed " + seed);
        assertEquals(total(model), total(rolled), () -> "seed " + seed);
    }

    @Test
    void rows_comeInTheOrderOfKeys_withoutZeros() {
        long seed = Long.getLong("yiping.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Sums sums = new Sums();
        TreeMap<Long, int[]> model = new TreeMap<>();
        for (int i = 0; i < 50_000; i++) {
            long key = random.nextInt(20_000);
            int slot = random.nextInt(Slot.COUNT);
            int by = random.nextInt(3) - 1;
            sums.add(key, slot, by);
            model.computeIfAbsent(key, first -> new int[Slot.COUNT])[slot] += by;
        }
        model.values().removeIf(SumsTest::isZero);
        int[] order = sums.rowsInOrder();
        assertEquals(model.size(), order.length, () -> "seed " + seed);
        int i = 0;
        for (Map.Entry<Long, int[]> expected : model.entrySet()) {
            int row = order[i++];
            assertEquals(expected.getKey(), sums.key(row), () -> "seed " + seed);
            for (int slot = 0; slot < Slot.COUNT; slot++) {
                assertEquals(expected.getValue()[slot], sums.count(row, slot), () -> "seed " + seed);
            }
        }
    }

    @Test
    void packedKeys_keepTheirValuesAndTheirOrder() {
        CountTable regions = CountTable.REGION;
        long key = regions.pack(30, 1019, 5, 659_004_999_999L, 9);
        assertEquals(30, CountTable.place(key));
        assertEquals(1019, regions.unpack(key, 0));
        assertEquals(5, regions.unpack(key, 1));
        assertEquals(659_004_999_999L, regions.unpack(key, 2));
        assertEquals(9, regions.unpack(key, 3));
        assertTrue(key < regions.pack(0, 1020, 0, 0, 1) && key > 0);
        assertTrue(CountTable.isSameRow(key, regions.pack(0, 1019, 5, 659_004_999_999L, 9)));
        assertFalse(CountTable.isSameRow(key, regions.pack(30, 1019, 5, 659_004_999_999L, 8)));
        long county = CountTable.HOUR.pack(23, 20_779, 3, 411_302_000_000L, 4);
        assertEquals(411_302_000_000L, CountTable.HOUR.unpack(county, 2));
        assertEquals(411_300_000_000L, CountTable.HOUR.unpack(CountTable.HOUR.with(county, 2, 411_300_000_000L), 2));
        assertEquals(23, CountTable.place(CountTable.HOUR.with(county, 2, 411_300_000_000L)));
        long minute = CountTable.MINUTE.pack(59, 498_000, 411_300_000_000L);
        assertEquals(59, CountTable.place(minute));
        assertEquals(498_000, CountTable.MINUTE.unpack(minute, 0));
        assertEquals(411_300_000_000L, CountTable.MINUTE.unpack(minute, 1));
    }

    @Test
    void monthsAsNumbers_areTheirFirstDays() {
        for (int day = 17_000; day < 42_000; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            LocalDate first = date.withDayOfMonth(1);
            assertEquals(first, Shanghai.firstOf(Shanghai.monthNumber(date)));
            assertEquals(day, first.toEpochDay() + Shanghai.dayOfMonth(date));
        }
    }

    private static long total(Map<Long, int[]> model) {
        long total = 0;
        for (int[] counts : model.values()) {
            for (int slot = 0; slot < Slot.COUNT; slot++) {
                total += (slot + 1L) * counts[slot];
            }
        }
        return total;
    }

    private static long total(Sums sums) {
        long total = 0;
        for (int row = 0; row < sums.rows(); row++) {
            for (int slot = 0; slot < Slot.COUNT; slot++) {
                total += (slot + 1L) * sums.count(row, slot);
            }
        }
        return total;
    }

    private static boolean isZero(int[] counts) {
        for (int count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }
}
