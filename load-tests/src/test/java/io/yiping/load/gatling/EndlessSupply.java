package io.yiping.load.gatling;

import io.yiping.load.generate.RunFile;
import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * New ratings without an end, for offers that nobody can know beforehand: a clean file over and over, each time with another number in
 * the last characters of its keys. What is not delivered may be left out, as every rating is new.
 *
 * <p>Bound: {@value #PASSES} times the file.
 */
final class EndlessSupply implements Supply {
    /** Where the number goes; a run key that ends so leaves it room. No hyphen: the service looks for the day before the last one. */
    static final String PLACE = ".000";

    private static final int RADIX = 36;
    private static final int PASSES = RADIX * RADIX * RADIX;
    private static final int KEY_START = "{\"serviceEventId\":\"".length();

    private final RunFile file;
    private final RatingsFile ratings;
    private final int step;
    private final int steps;
    private final AtomicInteger next = new AtomicInteger();

    EndlessSupply(RunFile file, int parcelRatings) {
        this.file = file;
        this.ratings = file.ratings();
        this.step = parcelRatings / Manifest.BLOCK_LINES;
        this.steps = ratings.blocks() / step;
    }

    @Override
    public Parcel take() {
        int number = next.getAndIncrement();
        int pass = number / steps;
        int first = number % steps * step;
        return pass >= PASSES ? null : parcel(pass, first, first + step);
    }

    private Parcel parcel(int pass, int first, int end) {
        byte[] digits = digits(pass);
        return new Parcel(ratings.linesOf(first, end), () -> {
            byte[] lines = ratings.read(first, end);
            renew(lines, digits);
            return new ByteArrayInputStream(lines);
        });
    }

    private static byte[] digits(int pass) {
        String digits = Integer.toString(PASSES + pass, RADIX).substring(1);
        return digits.getBytes(StandardCharsets.US_ASCII);
    }

    private static void renew(byte[] lines, byte[] digits) {
        int at = 0;
        while (at < lines.length) {
            at += KEY_START;
            while (lines[at] != '"') {
                at++;
            }
            System.arraycopy(digits, 0, lines, at - digits.length, digits.length);
            while (lines[at++] != '\n') {
                // on to the next line
            }
        }
    }

    @Override
    public Verdicts made(long delivered) {
        return new Verdicts(delivered, delivered, 0, 0, 0, 0, 0);
    }

    @Override
    public boolean ends() {
        return false;
    }

    @Override
    public void close() {
        file.remove();
    }
}
