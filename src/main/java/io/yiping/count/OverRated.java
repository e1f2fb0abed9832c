package io.yiping.count;

import java.util.List;

/**
 * A statement over the keys that have ratings, by whoever knows what keys there could be: beside its own tables it has {@code
 * rated (key, ratings)}, texts or regions as numbers, each key once, and in {@code $1} the version that it is read at.
 *
 * @param sql gives at least one row; its first column is a number that orders them
 * @param values of its parameters, from {@code $2} on
 */
public record OverRated(String sql, List<Object> values) {}
