package io.yiping.registry;

import io.yiping.rating.Violation;

/**
 * A rule that a line of a list breaks.
 *
 * @param line from 1
 */
record LineViolation(int line, Violation violation) {}
