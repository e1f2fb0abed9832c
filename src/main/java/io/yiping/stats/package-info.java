/**
 * Reading the counts: {@code GET /v1/stats} and their proof, {@code GET /v1/audit/counts}.
 *
 * <p>A query string becomes a {@code Selection} or a problem; {@link io.yiping.count.Counts} answers it at one version;
 * {@code StatsJson} or {@code StatsCsv} turns integers into an answer. Rates are computed here, at the last moment, from exact counts;
 * nothing ever stores one.
 *
 * <p>Equal questions at one version share one reading and its bytes ({@code SharedAnswers}); a request that was sent before is
 * not parsed again ({@code Wordings}).
 *
 * <p>{@code GET /v1/stats/live}: a selection has an {@code Audience}; when the version has moved it reads once, and every
 * {@code Watcher} of it is written the same {@code Frame}.
 *
 * <p>Names in rows are the registry's at the version of the figures ({@code RowNames}). {@code GET /v1/coverage/{kind}} is one statement over
 * counts and registry ({@code CoverageSql}).
 *
 * <p>Whoever has been given a version can ask for it ({@code minVersion}) on any instance.
 */
package io.yiping.stats;
