package io.yiping.load.bench;

/** One way to store ratings, or to read figures. */
interface Measurement {
    /** A short word, for {@code --series}. */
    String word();

    String name();

    Kind kind();

    /** Makes everything ready that is not to be timed, and returns what is. */
    Timed prepare(Work work) throws Exception;

    /**
     * Whether work is left when the last answer has come: then the clock goes on until the service's count tables contain
     * all that was stored.
     */
    boolean leavesFolding();

    /** Proves afterwards, not timed, that all is as it must be. */
    void verify(int done) throws Exception;

    /** The part on the clock. */
    interface Timed {
        Course run() throws Exception;
    }

    /**
     * What happened on the clock.
     *
     * @param refusals how many requests were refused and sent again
     * @param answerBytes of one answer, head and body; 0 where nobody asks
     */
    record Course(long refusals, int answerBytes) {
        static final Course SMOOTH = refused(0);

        static Course refused(long refusals) {
            return new Course(refusals, 0);
        }
    }
}
