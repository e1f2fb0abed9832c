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

    /** The part on the clock. */
    interface Timed {
        Course run() throws Exception;
    }

    /**
     * What happened on the clock.
     *
     * @param refusals how many requests were refused and sent again
     * @param storedNanos when all ratings were stored, by {@link System#nanoTime}; 0 where that is when it ended
     */
    record Course(long refusals, long storedNanos) {
        static final Course SMOOTH = refused(0);

        static Course refused(long refusals) {
            return new Course(refusals, 0);
        }
    }
}
