package io.yiping.rating;

/** How deep a region lies in the tree of regions (区划); the digits of its code that matter. */
public enum Depth {
    /** No region at all: everything. */
    ALL(0),
    PROVINCE(2),
    CITY(4),
    COUNTY(6),
    TOWNSHIP(9),
    VILLAGE(12);

    private final long span;

    Depth(int digits) {
        long codes = 1;
        for (int digit = digits; digit < Region.DIGITS; digit++) {
            codes *= 10;
        }
        this.span = codes;
    }

    /** The depth of a region's own code: what lies above it is said by its trailing zeros. */
    public static Depth of(long region) {
        for (Depth depth : values()) {
            if (depth != ALL && depth.cut(region) == region) {
                return depth;
            }
        }
        throw new IllegalArgumentException("no region: " + region);
    }

    /** The region of this depth that a region lies in; at most itself. */
    public long cut(long region) {
        return region - region % span;
    }

    /** How many codes a region of this depth has: they are the numbers from its own on. */
    public long span() {
        return span;
    }

    /** One level up; nothing contains all. */
    public Depth above() {
        return this == ALL ? ALL : values()[ordinal() - 1];
    }

    /** One level down; a village has nothing below it. */
    public Depth below() {
        return this == VILLAGE ? VILLAGE : values()[ordinal() + 1];
    }
}
