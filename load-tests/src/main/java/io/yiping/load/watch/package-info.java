/**
 * Watches live figures as many dashboards do: {@link io.yiping.load.watch.WatchCommand} opens connections to {@code
 * /v1/stats/live}, some of which are never read; {@code Watcher} takes events apart as they come and sees that no version and no
 * count goes back; {@code Sightings} says how late each was. Whoever wants a burst meanwhile sends it with another command.
 */
package io.yiping.load.watch;
