package io.yiping.count;

import io.yiping.rating.Level;
import io.yiping.rating.Origin;

/** The ten counts of a row, as the count tables have them: a1 … a5 of active ratings, then d1 … d5 of default ones. */
final class Slot {

    static final int COUNT = 2 * Level.HIGHEST;

    private static final String[] COLUMNS = {"a1", "a2", "a3", "a4", "a5", "d1", "d2", "d3", "d4", "d5"};

    private Slot() {}

    static int of(Origin origin, Level level) {
        return origin.code() * Level.HIGHEST + level.ordinal();
    }

    static short originCode(int slot) {
        return (short) (slot / Level.HIGHEST);
    }

    static short levelNumber(int slot) {
        return (short) (slot % Level.HIGHEST + Level.LOWEST);
    }

    static String column(int slot) {
        return COLUMNS[slot];
    }
}
