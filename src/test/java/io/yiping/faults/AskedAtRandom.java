package io.yiping.faults;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

/** Selections of what {@link WideTraffic} sends, at random. */
final class AskedAtRandom {

    private static final List<String> BY = List.of(
            "level", "origin", "channel", "region", "agency", "matter", "option", "minute", "hour", "day", "month");
    private static final List<String> SORTS = List.of(
            "key", "-key", "ratings", "-ratings", "satisfactionRate", "-satisfactionRate", "badRate", "-badRate");
    private static final List<String> WINDOWS = List.of("5m", "1h", "24h", "30d");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int[] DEPTHS = {2, 4, 6, 9, 12};
    private static final LocalDate FIRST = LocalDate.of(2019, 1, 1);

    private final SplittableRandom random;
    private final LocalDate today = LocalDate.now(ZONE);

    AskedAtRandom(SplittableRandom random) {
        this.random = random;
    }

    Asked served() {
        Asked asked = any();
        while (asked.fate() != Asked.Fate.SERVED) {
            asked = any();
        }
        return asked;
    }

    Asked unserved() {
        Asked asked = any();
        while (asked.fate() == Asked.Fate.SERVED) {
            asked = any();
        }
        return asked;
    }

    private Asked any() {
        String by = random.nextInt(8) == 0 ? null : one(BY);
        LocalDate from = null;
        LocalDate to = null;
        if (by != null && List.of("hour", "minute").contains(by)) {
            boolean tooLong = random.nextInt(10) == 0;
            int days = by.equals("hour") ? 1 + random.nextInt(tooLong ? 90 : 62) : 1 + random.nextInt(tooLong ? 5 : 2);
            from = today.plusDays(1).minusDays(days + random.nextInt(4));
            to = random.nextInt(12) == 0 ? null : from.plusDays(days);
        } else {
            from = random.nextInt(2) == 0 ? null : day();
            to = random.nextInt(2) == 0 ? null : (from == null ? day() : from).plusDays(1 + random.nextInt(900));
        }
        String window = random.nextInt(5) == 0 ? one(WINDOWS) : null;
        boolean closed = window != null || from != null && to != null;
        boolean compared = closed && random.nextInt(3) == 0;
        boolean rising = compared && "option".equals(by) && random.nextBoolean();
        return new Asked(
                random.nextInt(4) == 0 ? null : region(),
                random.nextInt(4) > 0 ? null : one(WideTraffic.AGENCIES),
                random.nextInt(5) > 0 ? null : one(WideTraffic.MATTERS),
                random.nextInt(4) > 0 ? null : one(WideTraffic.CHANNELS),
                random.nextInt(4) > 0 ? null : random.nextBoolean() ? "ACTIVE" : "DEFAULT",
                window == null ? from : null,
                window == null ? to : null,
                window,
                LocalDateTime.now(ZONE),
                compared,
                by,
                rising ? "-rise" : by == null || random.nextBoolean() ? null : one(SORTS));
    }

    /** Lately, or ever; often the first of a month. */
    private LocalDate day() {
        int range = random.nextBoolean() ? 60 : (int) (today.toEpochDay() - FIRST.toEpochDay());
        LocalDate day = today.minusDays(random.nextInt(range));
        return random.nextInt(3) == 0 ? day.withDayOfMonth(1) : day;
    }

    /** Where ratings come from, or what contains it. */
    private String region() {
        String code = one(WideTraffic.REGIONS);
        int digits = DEPTHS[random.nextInt(DEPTHS.length)];
        String padded = code.length() == 6 ? code + "000000" : code;
        String cut = padded.substring(0, digits) + "0".repeat(12 - digits);
        return digits <= 6 && random.nextBoolean() ? cut.substring(0, 6) : cut;
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
