package io.yiping.rating;

/**
 * Who gave a rating: a person ({@code ACTIVE}), or a rule for services that nobody rated ({@code DEFAULT}). An active
 * rating takes the place of a default one for the same event, never the reverse.
 */
public enum Origin {
    ACTIVE("主动评价"),
    DEFAULT("默认评价");

    private static final Origin[] BY_CODE = values();

    private final String chinese;

    Origin(String chinese) {
        this.chinese = chinese;
    }

    /** @return the origin with this database code, 0 or 1 */
    public static Origin of(int code) {
        return BY_CODE[code];
    }

    /** The code in the database. */
    public int code() {
        return ordinal();
    }

    public String chinese() {
        return chinese;
    }

    static Origin named(String name) {
        return switch (name) {
            case "ACTIVE" -> ACTIVE;
            case "DEFAULT" -> DEFAULT;
            default -> null;
        };
    }
}
