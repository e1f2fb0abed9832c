package io.yiping.registry;

import java.util.Locale;

/** What a list of the registry is of. */
public enum Kind {
    REGIONS(1),
    AGENCIES(2),
    MATTERS(3),
    WINDOWS(4),
    CHANNELS(5);

    private final short number;

    Kind(int number) {
        this.number = (short) number;
    }

    /** In the database. */
    public short number() {
        return number;
    }

    /** As it stands in paths and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return null: there is no such kind */
    public static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
