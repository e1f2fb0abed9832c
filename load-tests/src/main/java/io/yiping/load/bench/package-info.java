/**
 * Measures the way of a rating against what its database can do at best, alternating in one run, because on one machine only
 * ratios of the same hour mean something: {@link io.yiping.load.bench.BenchCommand} → {@code Rounds} → one {@code Measurement}
 * after the other → {@code Report}.
 */
package io.yiping.load.bench;
