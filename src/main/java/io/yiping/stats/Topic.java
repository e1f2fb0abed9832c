package io.yiping.stats;

/** What is asked: at an equal version equal topics have the same answer, byte by byte. */
interface Topic {

    /** All that the answer depends on, beside the version. */
    String text();
}
