/**
 * Measures how long a rating takes from its receipt on one instance into the figures of another: {@link
 * io.yiping.load.lag.LagCommand} → one {@code Probe} after the other. Whoever wants a load meanwhile sends it with another command.
 */
package io.yiping.load.lag;
