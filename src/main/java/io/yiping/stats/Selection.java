package io.yiping.stats;

import io.yiping.count.Query;

/**
 * What a reader asks for.
 *
 * @param window that gave the query's period; null: none. It slides, so that the same request is another query later
 * @param minVersion to be waited for; 0: whatever is there. It changes no byte of the answer
 * @param marked CSV, if it is CSV, begins with a byte order mark
 */
record Selection(Query query, Window window, long minVersion, boolean marked) {}
