package io.yiping.count;

import java.time.Instant;

/**
 * What an instance knows at one moment: how far the count tables go, and the journal after that. Immutable: readers take
 * it to their own thread.
 *
 * @param floor how far the count tables go
 * @param version the version that table and entries together reach
 * @param recordedAt when that version was recorded: the {@code asOf} of what is answered from it
 * @param entries in the order of versions; not to be written to
 * @param changes in all entries together
 * @param codes in all entries together, distinct in each
 * @param waitingSinceNanos since when the first entry waits to be folded, by this machine's own clock
 * @param newestSinceNanos when the last entry was read here, by the same clock
 */
record View(
        Folded floor,
        long version,
        Instant recordedAt,
        JournalEntry[] entries,
        int changes,
        int codes,
        long waitingSinceNanos,
        long newestSinceNanos) {

    /** A code of an agency or a matter costs as much memory as so many changes. */
    private static final int CODE_IN_CHANGES = 3;

    /** An entry costs as much memory as so many changes. */
    private static final int ENTRY_IN_CHANGES = 20;

    long waitingNanos() {
        return entries.length == 0 ? 0 : System.nanoTime() - waitingSinceNanos;
    }

    /** How long nothing new has come. */
    long quietNanos() {
        return System.nanoTime() - newestSinceNanos;
    }

    /** What is kept in memory, in changes: neither codes nor an entry of a single one are free. */
    int weight() {
        return changes + CODE_IN_CHANGES * codes + ENTRY_IN_CHANGES * entries.length;
    }
}
