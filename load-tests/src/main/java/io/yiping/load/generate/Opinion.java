package io.yiping.load.generate;

/** What the rater says: the level, a set of its options (0 = none) and a comment or null. A bad one has at least one of the two. */
record Opinion(int level, int options, String comment) {
    boolean isBad() {
        return level <= 2;
    }
}
