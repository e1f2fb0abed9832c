package io.yiping.rating;

/**
 * 评价详情选项: a coded detail of a rating.
 *
 * @param code three digits; the first is the level it belongs to
 * @param generation 1 for the retired generation, 2 for the one in force
 * @param text its wording; absent (null) for the retired generation, whose wording was never published to us
 */
public record Option(String code, int generation, String text) {

    static final int GENERATION_IN_FORCE = 2;

    public Level level() {
        return Level.of(code.charAt(0) - '0');
    }

    /** A retired option stays readable and is not accepted for new ratings. */
    public boolean inForce() {
        return generation == GENERATION_IN_FORCE;
    }
}
