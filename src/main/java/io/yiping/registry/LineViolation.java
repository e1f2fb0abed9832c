package io.yiping.registry;

import io.yiping.rating.Violation;

/**
 * A rule that a line of a list breaks.
 *
 * @param line from 1
 * @param code the entry's, or null where it could not be read
 */
record LineViolation(int line, String code, Violation violation) {}
