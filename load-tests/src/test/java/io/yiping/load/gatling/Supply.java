package io.yiping.load.gatling;

import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;

/**
 * Where a scenario's parcels come from.
 *
 * <p>Thread-safety: any thread may take.
 */
interface Supply {
    /** Null when none is left. */
    Parcel take() throws IOException;

    /** The verdicts that so many ratings, delivered for good, must lead to; a supply that ends supposes that all were. */
    Verdicts made(long delivered);

    /** Whether what has not been taken must be sent all the same. */
    default boolean ends() {
        return true;
    }

    /** Removes the file. */
    void close();

    /** How many blocks a parcel of so many ratings has. */
    static int blocks(int parcelRatings) {
        if (parcelRatings <= 0 || parcelRatings % Manifest.BLOCK_LINES != 0) {
            throw new IllegalArgumentException(
                    "a parcel of %,d ratings is no multiple of %d, the lines whose order matters"
                            .formatted(parcelRatings, Manifest.BLOCK_LINES));
        }
        return parcelRatings / Manifest.BLOCK_LINES;
    }
}
