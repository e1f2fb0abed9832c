package io.yiping.load.bench;

import java.util.List;

/** One way to store ratings. */
interface Measurement {
    String name();

    /** Whether the full number of ratings is used, or the smaller one for one rating at a time. */
    boolean inBulk();

    /** Makes everything ready that is not to be timed, and returns what is. */
    Timed prepare(List<BenchRating> ratings, byte[] suffix) throws Exception;

    /** Proves afterwards, not timed, that all is stored as it must be. */
    void verify(int ratings) throws Exception;

    /** The part on the clock; returns how many requests were refused and sent again. */
    interface Timed {
        long run() throws Exception;
    }
}
