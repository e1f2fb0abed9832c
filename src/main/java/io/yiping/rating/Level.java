package io.yiping.rating;

/** 评价等级: the five levels of satisfaction; 2 and 1 are bad ratings (差评). */
public enum Level {
    VERY_DISSATISFIED("非常不满意", "very dissatisfied"),
    DISSATISFIED("不满意", "dissatisfied"),
    BASICALLY_SATISFIED("基本满意", "basically satisfied"),
    SATISFIED("满意", "satisfied"),
    VERY_SATISFIED("非常满意", "very satisfied");

    public static final int LOWEST = 1;
    public static final int HIGHEST = 5;

    private static final Level[] BY_NUMBER = values();

    private final String chinese;
    private final String english;

    Level(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** @return the level with this number, 1 to 5 */
    public static Level of(int number) {
        return BY_NUMBER[number - LOWEST];
    }

    /** 1 (very dissatisfied) to 5 (very satisfied), as on the wire and in the database. */
    public int number() {
        return ordinal() + LOWEST;
    }

    /** A bad rating needs a reason and, later, is followed to its end. */
    public boolean isBad() {
        return number() <= 2;
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return english;
    }
}
