package io.yiping.load.generate;

import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Gives each service event an ID of its own, at most 64 characters. */
@FunctionalInterface
interface ServiceEventIds {
    /** An ID never given before, for a service of this matter on this day. */
    String next(Matter matter, int dayIndex);

    /** What the IDs look like. */
    enum Form {
        GUANGDONG,
        RANDOM
    }

    /**
     * Guangdong's form: {@code taskCode(31) yyyyMMdd nnnn - serviceNumber}. Nine in ten services are the first of their project,
     * one is the second service of an earlier one; after 10,000 projects of a matter on a day the service numbers rise.
     *
     * <p>Bound: four bytes for each matter and day, 66 MB for a year.
     */
    final class Guangdong implements ServiceEventIds {
        private static final int PROJECTS_A_DAY = 10_000;
        private static final int GROUP = 10;

        private final WorkingTimes times;
        private final int[] given;
        private final String[] dates;

        Guangdong(int matters, WorkingTimes times) {
            this.times = times;
            given = new int[matters * times.days()];
            dates = new String[times.days()];
            for (int i = 0; i < dates.length; i++) {
                dates[i] = times.date(i).format(DateTimeFormatter.BASIC_ISO_DATE);
            }
        }

        @Override
        public String next(Matter matter, int dayIndex) {
            int number = given[matter.index() * times.days() + dayIndex]++;
            int group = number / GROUP;
            boolean second = number % GROUP == GROUP - 1;
            int inGroup = second ? group % (GROUP - 1) : number % GROUP;
            int project = group * (GROUP - 1) + inGroup;
            int serviceNumber = project / PROJECTS_A_DAY * 2 + (second ? 2 : 1);
            return id(matter.taskCode(), dates[dayIndex], project % PROJECTS_A_DAY, serviceNumber);
        }

        private static String id(String taskCode, String date, int project, int serviceNumber) {
            StringBuilder id = new StringBuilder(64).append(taskCode).append(date);
            id.append((char) ('0' + project / 1000)).append((char) ('0' + project / 100 % 10));
            id.append((char) ('0' + project / 10 % 10)).append((char) ('0' + project % 10));
            return id.append('-').append(serviceNumber).toString();
        }
    }

    /** 32 uniformly random hexadecimal digits: no two IDs near each other, the worst case for an ordered index. */
    final class Random implements ServiceEventIds {
        private final long seed;
        private long given;

        Random(long seed) {
            this.seed = seed;
        }

        @Override
        public String next(Matter matter, int dayIndex) {
            long unique = Dice.mix(seed + given++);
            return HexFormat.of().toHexDigits(unique) + HexFormat.of().toHexDigits(Dice.mix(~unique));
        }
    }
}
