package io.yiping.load.bench;

import java.nio.charset.StandardCharsets;

/**
 * Marks for keys, later in each run of each measurement and in each start of the bench: every rating is new every time. All are
 * later than a date of this millennium, for a mark begins with a letter (until 2038) and the reference tables' keys are ordered by
 * their bytes.
 */
final class RunKey {
    private static final int START_DIGITS = 6;
    private static final int RUN_DIGITS = 2;

    /** Six digits to the base 36 for the second of the start, two for the run. */
    static final int LENGTH = START_DIGITS + RUN_DIGITS;

    private static final int RADIX = Character.MAX_RADIX;

    private final String start;
    private int runs;

    RunKey(long startSeconds) {
        start = padded(startSeconds, START_DIGITS);
    }

    byte[] next() {
        return (start + padded(runs++, RUN_DIGITS)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String padded(long number, int length) {
        String digits = Long.toString(number, RADIX);
        if (digits.length() > length) {
            throw new IllegalStateException("%d has more than %d digits to the base 36".formatted(number, length));
        }
        return "0".repeat(length - digits.length()) + digits;
    }
}
