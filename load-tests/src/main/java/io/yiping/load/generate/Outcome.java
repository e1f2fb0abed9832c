package io.yiping.load.generate;

/** What must become of a line, by the way it was made. */
enum Outcome {
    /** Accepted, and the rating stands at the end. */
    STANDS,
    /** A default rating that is accepted and later replaced. */
    OVERTAKEN,
    /** An active rating that is accepted in place of a default one, and stands. */
    REPLACES,
    DUPLICATE,
    CONFLICT,
    REJECTED
}
