/**
 * Exact counts at a version, although the ledger's transaction writes only one packed row of changes.
 *
 * <p>{@code JournalOfCounts} implements the ledger's port {@link io.yiping.ledger.Journal}: the changes of a transaction
 * become one row of {@code count_journal} under a version whose order is the order of commits.
 * {@code Follower} reads the journal on every instance and keeps in memory what is not folded yet ({@code Unfolded}).
 * {@code Folder}, on whichever instance gets the row lock, adds that to the count tables in large steps and says up to
 * which version; between steps {@code AddingUp} shortens rows that steps have left long.
 * {@link io.yiping.count.Counts} answers readers: count tables + what is not folded yet, at one version.
 * What moves no figure but is told beside them has a version, too ({@link io.yiping.count.NextVersion}).
 * {@link io.yiping.count.CountAudit} proves the counts against the ratings themselves, from one view.
 *
 * <pre>journal → follower → unfolded → folder → count tables;  reader = count tables + unfolded</pre>
 */
package io.yiping.count;
