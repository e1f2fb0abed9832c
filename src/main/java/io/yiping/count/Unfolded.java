package io.yiping.count;

import java.time.Instant;
import java.util.ArrayDeque;

/**
 * The journal after the version that the count tables contain, up to the latest entry that was read.
 *
 * <p>Thread-safety: none; it belongs to the follower's event loop. Others get a {@link View}.
 */
final class Unfolded {

    /** An option is four bytes, a code eighty. */
    private static final int OPTIONS_IN_CODE = 20;

    private final ArrayDeque<JournalEntry> entries = new ArrayDeque<>();
    private Folded floor;
    private long version;
    private Instant recordedAt;
    private int changes;
    private int codes;
    private long waitingSinceNanos;
    private long newestSinceNanos;

    Unfolded(Folded floor) {
        startFrom(floor);
    }

    /** The version up to which the count tables go. */
    long floor() {
        return floor.version();
    }

    long version() {
        return version;
    }

    void append(JournalEntry entry) {
        if (entry.version() <= version) {
            return;
        }
        if (entries.isEmpty()) {
            waitingSinceNanos = System.nanoTime();
        }
        entries.add(entry);
        changes += entry.size();
        codes += entry.codes() + entry.options() / OPTIONS_IN_CODE;
        version = entry.version();
        recordedAt = entry.recordedAt();
        newestSinceNanos = System.nanoTime();
    }

    /** The count tables now go so far. */
    void folded(Folded now) {
        if (now.version() > version) {
            // Folded and pruned before it was read here: the count tables have it all.
            startFrom(now);
            return;
        }
        while (!entries.isEmpty() && entries.peek().version() <= now.version()) {
            JournalEntry entry = entries.poll();
            changes -= entry.size();
            codes -= entry.codes() + entry.options() / OPTIONS_IN_CODE;
        }
        if (now.version() > floor.version()) {
            floor = now;
            waitingSinceNanos = System.nanoTime();
        }
    }

    View view() {
        long waitingSince = entries.isEmpty() ? System.nanoTime() : waitingSinceNanos;
        JournalEntry[] waiting = entries.toArray(JournalEntry[]::new);
        return new View(floor, version, recordedAt, waiting, changes, codes, waitingSince, newestSinceNanos);
    }

    private void startFrom(Folded start) {
        entries.clear();
        changes = 0;
        codes = 0;
        floor = start;
        version = start.version();
        recordedAt = start.recordedAt();
        newestSinceNanos = System.nanoTime();
    }
}
