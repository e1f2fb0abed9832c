/**
 * The one place that decides: a rating that is acknowledged is committed, and a service event has one rating.
 *
 * <p>{@link io.yiping.ledger.Ledger#submit} queues a {@code Submission}, bounded in ratings and in estimated wait. A
 * {@code Writer} with a connection of its own takes what has arrived meanwhile (idle: at once; busy: more at a time) and
 * makes one {@code Flush} of it, one transaction:
 *
 * <pre>
 * group by event → InsertRatings (the unique key decides) → SelectStanding of what was already there
 *   → SelectStanding, ReplaceDefaults → RecordConflicts → {@link io.yiping.ledger.Journal} (counts, version) → COMMIT → outcomes
 * </pre>
 *
 * <p>While all events are new, the insert is a plain one; together with the journal it is one statement, and that statement is the
 * transaction. A known event makes it fail and run again in full ({@code Expectation}). A second writer begins when as many ratings wait
 * as the transaction before had. The senders are told on their own event loops, a task for each loop.
 *
 * <p>Keys are touched in one order everywhere, so that writers wait for each other but never in a circle. A transaction
 * that failed is run again; a commit without a certain answer is asked after, once the server's
 * process behind it ({@code Backend}) has ended; what cannot be known in time is {@code retry}.
 */
package io.yiping.ledger;
