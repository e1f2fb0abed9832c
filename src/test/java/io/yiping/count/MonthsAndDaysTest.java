package io.yiping.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A period read from months and days has each of its days once, and no other. */
class MonthsAndDaysTest {

    @Test
    void anyPeriod_hasEachOfItsDaysOnce() {
        long seed = Long.getLong("yiping.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            LocalDate first = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(100));
            LocalDate last = first.plusDays(random.nextInt(200));
            Folded folded = new Folded(1, Instant.EPOCH, first, last);
            LocalDate from = random.nextInt(4) == 0 ? null : first.plusDays(random.nextInt(300) - 50);
            LocalDate to =
                    random.nextInt(4) == 0 ? null : (from == null ? first : from).plusDays(1 + random.nextInt(150));
            String what = "seed " + seed + ": " + from + " to " + to + " of " + folded;
            List<LocalDate> expected = expected(from, to, folded);
            assertEquals(expected, days(MonthsAndDays.inMonths(from, to, folded), folded), what);
            assertEquals(expected, days(MonthsAndDays.inDays(from, to, folded), folded), what);
        }
    }

    @Test
    void partsOfMonths_areReadTheShortWay() {
        Folded folded = new Folded(1, Instant.EPOCH, LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31));
        MonthsAndDays most = MonthsAndDays.inMonths(LocalDate.of(2024, 3, 3), LocalDate.of(2024, 5, 30), folded);
        assertEquals(3, most.months().size());
        assertEquals(2 + 2, most.without().size());
        assertTrue(most.days().isEmpty());
        MonthsAndDays little = MonthsAndDays.inMonths(LocalDate.of(2024, 3, 30), LocalDate.of(2024, 5, 3), folded);
        assertEquals(1, little.months().size());
        assertEquals(2 + 2, little.days().size());
    }

    private static List<LocalDate> expected(LocalDate from, LocalDate to, Folded folded) {
        List<LocalDate> expected = new ArrayList<>();
        for (LocalDate day = folded.firstDay(); !day.isAfter(folded.lastDay()); day = day.plusDays(1)) {
            if ((from == null || !day.isBefore(from)) && (to == null || day.isBefore(to))) {
                expected.add(day);
            }
        }
        return expected;
    }

    /** Only days that can have counts; those that come twice show, those taken out are gone. */
    private static List<LocalDate> days(MonthsAndDays period, Folded folded) {
        int[] times = new int[1_000];
        LocalDate origin = LocalDate.of(2023, 1, 1);
        period.days().forEach(day -> times[(int) (day.toEpochDay() - origin.toEpochDay())]++);
        for (LocalDate month : period.months()) {
            for (int day = 0; day < month.lengthOfMonth(); day++) {
                times[(int) (month.toEpochDay() - origin.toEpochDay()) + day]++;
            }
        }
        period.without().forEach(day -> times[(int) (day.toEpochDay() - origin.toEpochDay())]--);
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            LocalDate day = origin.plusDays(i);
            boolean counted = !day.isBefore(folded.firstDay()) && !day.isAfter(folded.lastDay());
            assertTrue(!counted || times[i] == 0 || times[i] == 1, () -> Arrays.toString(times));
            if (counted && times[i] == 1) {
                days.add(day);
            }
        }
        return days;
    }
}
