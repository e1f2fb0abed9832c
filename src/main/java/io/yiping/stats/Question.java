package io.yiping.stats;

import io.yiping.count.Query;

/**
 * What an answer's bytes depend on, beside its version.
 *
 * @param window that the query's period is; null: none was asked for
 */
record Question(Query query, Window window, Form form) implements Topic {

    @Override
    public String text() {
        return toString();
    }
}
