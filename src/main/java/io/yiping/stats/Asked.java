package io.yiping.stats;

import io.yiping.count.Line;

/**
 * A request as it was understood.
 *
 * @param line that serves the query
 * @param minVersion to be waited for; 0: whatever is there. It changes no byte of the answer
 */
record Asked(Question question, Line line, long minVersion) {}
