package io.yiping.load.gatling;

import io.yiping.load.generate.RunFile;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * New ratings without an end, for offers that nobody can know beforehand: a clean file over and over, each time with another number in
 * the last characters of its keys. What is not delivered may be left out, as every rating is new.
 *
 * <p>Bound: {@value #PASSES} times the file, which is held in memory, twice.
 *
 * <p>Failure: an {@link IllegalArgumentException} when a parcel is no whole number of blocks, or larger than the file; or when the keys do
 * not end with {@link #PLACE}.
 */
final class EndlessSupply implements Supply {
    /** Where the number goes; a run key that ends so leaves it room. No hyphen: the service looks for the day before the last one. */
    static final String PLACE = ".000";

    private static final int RADIX = 36;
    private static final int PASSES = RADIX * RADIX * RADIX;

    private final RunFile file;
    private final RenewableLines[] renewable;
    private final AtomicInteger next = new AtomicInteger();

    EndlessSupply(RunFile file, int parcelRatings) {
        this.file = file;
        int step = Supply.blocks(parcelRatings);
        renewable = new RenewableLines[file.ratings().blocks() / step];
        if (renewable.length == 0) {
            throw new IllegalArgumentException("a file of %,d ratings has no parcel of %,d"
                    .formatted(file.ratings().lines(), parcelRatings));
        }
        for (int i = 0; i < renewable.length; i++) {
            renewable[i] = lines(file.ratings(), i * step, (i + 1) * step);
        }
    }

    private static RenewableLines lines(RatingsFile ratings, int first, int end) {
        try {
            return new RenewableLines(ratings.read(first, end), PLACE.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Parcel take() {
        int number = next.getAndIncrement();
        int pass = number / renewable.length;
        return pass >= PASSES ? null : parcel(renewable[number % renewable.length], digits(pass));
    }

    private static Parcel parcel(RenewableLines lines, byte[] digits) {
        return new Parcel(lines.count(), new Parcel.Lines() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(asLines());
            }

            @Override
            public byte[] asLines() {
                return lines.asLines(digits);
            }

            @Override
            public byte[] asArray() {
                return lines.asArray(digits);
            }
        });
    }

    private static byte[] digits(int pass) {
        String digits = Integer.toString(PASSES + pass, RADIX).substring(1);
        return digits.getBytes(StandardCharsets.US_ASCII);
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
