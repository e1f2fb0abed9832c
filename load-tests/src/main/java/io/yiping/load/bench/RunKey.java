package io.yiping.load.bench;

import java.nio.charset.StandardCharsets;

/** Suffixes for keys, different in each run of each measurement and in each start of the bench: every rating is new every time. */
final class RunKey {
    /** A dot, nine digits to the base 36 for the second of the start, a dot, four for the run. */
    static final int LENGTH = 15;

    private final String start;
    private int runs;

    RunKey(long startSeconds) {
        start = padded(startSeconds, 9);
    }

    byte[] next() {
        return ("." + start + "." + padded(runs++, 4)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String padded(long number, int length) {
        String digits = Long.toString(number, 36);
        return "0".repeat(length - digits.length()) + digits;
    }
}
