package io.yiping.load.read;

import io.yiping.load.console.Latency;

/**
 * What one question gave.
 *
 * @param example one of the paths that were asked
 * @param rows on the page of the example
 * @param bytes of the body of the example
 * @param fresh answers that nobody had asked for before
 * @param unchanged 304 answers to the same paths
 * @param moved how many of these were answered in full, because the version had moved
 */
record Reading(
        int line, String name, String example, int rows, int bytes, Latency fresh, Latency unchanged, int moved) {}
