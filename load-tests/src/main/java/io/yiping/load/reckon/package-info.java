/**
 * The reckoning after a file was sent: what its manifest says against what the service says. {@link
 * io.yiping.load.reckon.Reckoning} → {@code Reconciliation} (each dimension) → {@code StatsReader} (pages at one version) → {@code
 * Differences} (in words).
 */
package io.yiping.load.reckon;
