package io.yiping.count;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The sum of all changes after a version that the count table contains ({@code floor}), up to the latest one that was
 * read ({@code version}).
 *
 * <p>Thread-safety: none; it belongs to the follower's event loop.
 */
final class Unfolded {

    private final ArrayDeque<JournalEntry> entries = new ArrayDeque<>();
    private final Map<Cell, Levels> sums = new HashMap<>();
    private long floor;
    private long version;
    private Instant recordedAt;
    private int changes;
    private long waitingSinceNanos;

    Unfolded(long floor, Instant recordedAt) {
        startFrom(floor, recordedAt);
    }

    long floor() {
        return floor;
    }

    long version() {
        return version;
    }

    /** When the latest version was recorded: the {@code asOf} of what is answered from it. */
    Instant recordedAt() {
        return recordedAt;
    }

    int changes() {
        return changes;
    }

    /** How long something has been waiting to be folded, by this machine's own clock; 0 when nothing waits. */
    long waitingNanos() {
        return entries.isEmpty() ? 0 : System.nanoTime() - waitingSinceNanos;
    }

    Map<Cell, Levels> sums() {
        return sums;
    }

    void append(JournalEntry entry) {
        if (entry.version() <= version) {
            return;
        }
        if (entries.isEmpty()) {
            waitingSinceNanos = System.nanoTime();
        }
        apply(entry, 1);
        entries.add(entry);
        changes += entry.size();
        version = entry.version();
        recordedAt = entry.recordedAt();
    }

    /** The count table now contains everything up to this version. */
    void folded(long upTo, Instant foldedRecordedAt) {
        if (upTo > version) {
            // Folded and pruned before it was read here: the count table has it all.
            startFrom(upTo, foldedRecordedAt);
            return;
        }
        while (!entries.isEmpty() && entries.peek().version() <= upTo) {
            JournalEntry entry = entries.poll();
            apply(entry, -1);
            changes -= entry.size();
        }
        if (upTo > floor) {
            floor = upTo;
            waitingSinceNanos = System.nanoTime();
        }
    }

    private void startFrom(long newFloor, Instant newRecordedAt) {
        entries.clear();
        sums.clear();
        changes = 0;
        floor = newFloor;
        version = newFloor;
        recordedAt = newRecordedAt;
    }

    private void apply(JournalEntry entry, int sign) {
        for (int i = 0; i < entry.size(); i++) {
            Cell cell = entry.cell(i);
            Levels levels = sums.computeIfAbsent(cell, first -> new Levels());
            levels.add(entry.level(i), sign * entry.change(i));
            if (levels.isZero()) {
                sums.remove(cell);
            }
        }
    }
}
