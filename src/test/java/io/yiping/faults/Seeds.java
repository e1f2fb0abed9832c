package io.yiping.faults;

import java.util.stream.LongStream;

/** The seeds of a run: {@code yiping.seeds} of them, from {@code yiping.seed} on. */
final class Seeds {

    private static final long FIRST = Long.getLong("yiping.seed", 20_261_122L);
    private static final int COUNT = Integer.getInteger("yiping.seeds", 1);

    private Seeds() {}

    /** For {@code @MethodSource}. */
    static LongStream all() {
        return LongStream.range(FIRST, FIRST + COUNT);
    }

    static long first() {
        return FIRST;
    }
}
