/**
 * Exact counts at a version, although the ledger's transaction writes only one packed row of changes.
 *
 * <p>{@code JournalOfCounts} implements the ledger's port {@link io.yiping.ledger.Journal}: the changes of a transaction,
 * summed up by cell, become one row of {@code count_journal} under a version whose order is the order of commits.
 * {@code Follower} reads the journal on every instance and keeps in memory what is not folded yet ({@code Unfolded}).
 * {@code Folder}, on whichever instance gets the row lock, adds that to the count table in large steps and says up to
 * which version. {@link io.yiping.count.Counts} answers readers: count table + what is not folded yet, at one version.
 * {@link io.yiping.count.CountAudit} proves the counts against the ratings themselves, in one statement.
 *
 * <pre>journal → follower → unfolded → folder → count table;  reader = count table + unfolded</pre>
 */
package io.yiping.count;
