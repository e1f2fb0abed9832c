package io.yiping.load.generate;

/**
 * Shares of dirt, as parts of all lines; {@code --dirt} multiplies them all, {@code --clean} makes them zero.
 *
 * @param repeat a rating again that stood in an earlier line, byte for byte or in another form
 * @param conflict the same event with another level
 * @param activeAfterDefault an active rating that takes the place of a default one
 * @param defaultAfterActive a default rating that comes too late
 * @param flaw a line that breaks a rule, see {@link Flaw}
 * @param shortRegion of the ratings given in a county's or the city's own hall, those with a region in six digits: accepted
 */
record Shares(
        double repeat,
        double conflict,
        double activeAfterDefault,
        double defaultAfterActive,
        double flaw,
        double shortRegion) {
    static final double REPEAT = 0.015;
    static final double CONFLICT = 0.003;
    static final double ACTIVE_AFTER_DEFAULT = 0.003;
    static final double DEFAULT_AFTER_ACTIVE = 0.002;
    static final double FLAW = 0.010;
    static final double SHORT_REGION = 0.020;

    /** Above this the lines that belong to an earlier one no longer find room in their block. */
    static final double MAX_FACTOR = 10;

    static Shares times(double factor) {
        return new Shares(
                REPEAT * factor,
                CONFLICT * factor,
                ACTIVE_AFTER_DEFAULT * factor,
                DEFAULT_AFTER_ACTIVE * factor,
                FLAW * factor,
                SHORT_REGION * factor);
    }

    double plain() {
        return 1 - repeat - conflict - activeAfterDefault - defaultAfterActive - flaw;
    }
}
