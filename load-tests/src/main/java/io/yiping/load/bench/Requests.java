package io.yiping.load.bench;

import java.io.IOException;

/** The requests of one run, and what each must be answered with. */
interface Requests {
    int count();

    /** Makes this exchange's next request. */
    void write(int number, SingleExchange to);

    /** Looks at a complete answer that is no refusal. Failure: an {@link IOException} when it is not the right one. */
    void check(int status, SingleExchange answered) throws IOException;
}
