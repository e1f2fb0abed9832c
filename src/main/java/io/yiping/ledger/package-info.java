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
 * <p>While all events are new, the insert is a plain one, in one statement with the journal, which is its own transaction; a known event
 * makes that fail and run again in full ({@code Expectation}). A second writer begins when as many wait as the one before had, as a
 * rule while that one waits for the disk. The senders are told on their own event loops, a task for each loop.
 *
 * <p>Keys are touched in one order everywhere, so that writers wait for each other but never in a circle. A transaction
 * that failed is run again; a COMMIT whose answer was lost is asked after, once the server's
 * process behind it ({@code Backend}) has ended; what cannot be known in time is {@code retry}.
 */
package io.yiping.ledger;
