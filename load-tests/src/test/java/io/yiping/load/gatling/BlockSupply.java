package io.yiping.load.gatling;

import io.yiping.load.generate.RunFile;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import java.io.BufferedInputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A file in parcels of whole blocks, each once. */
final class BlockSupply implements Supply {
    private static final int READ_BYTES = 64 << 10;

    private final RunFile file;
    private final RatingsFile ratings;
    private final int step;
    private final AtomicInteger next = new AtomicInteger();

    BlockSupply(RunFile file, int parcelRatings) {
        this.file = file;
        this.ratings = file.ratings();
        this.step = Supply.blocks(parcelRatings);
    }

    @Override
    public Parcel take() {
        int first = next.getAndAdd(step);
        if (first >= ratings.blocks()) {
            return null;
        }
        int end = Math.min(ratings.blocks(), first + step);
        return new Parcel(
                ratings.linesOf(first, end),
                () -> new BufferedInputStream(new FileBytes(ratings, first, end), READ_BYTES));
    }

    @Override
    public Verdicts made(long delivered) {
        return ratings.manifest().verdicts();
    }

    @Override
    public void close() {
        file.remove();
    }
}
