package io.yiping.load.generate;

/**
 * The catalogue of options: eight in force for each level, numbered in one run, and a retired generation that is refused. A choice
 * of options is a set of bits, bit 0 for the level's first one.
 */
final class OptionCodes {
    static final int PER_LEVEL = 8;

    private static final int[] FIRST_IN_FORCE = {108, 207, 307, 406, 510};
    private static final int[][] RETIRED = {
        {101, 102, 103, 104, 105, 106, 107},
        {201, 202, 203, 204, 205, 206},
        {301, 302, 303, 304, 305, 306},
        {401, 402, 404, 405},
        {501, 502, 503, 504, 505, 506, 507, 508, 509}
    };

    private OptionCodes() {}

    static int code(int level, int bit) {
        return FIRST_IN_FORCE[level - 1] + bit;
    }

    static int retired(int level, Dice dice) {
        int[] codes = RETIRED[level - 1];
        return codes[dice.below(codes.length)];
    }

    /** One to four options, mostly one. */
    static int draw(Dice dice) {
        int chosen = 1 << dice.below(PER_LEVEL);
        for (int more = 1; more < 4 && dice.chance(0.35); more++) {
            chosen |= 1 << dice.below(PER_LEVEL);
        }
        return chosen;
    }
}
