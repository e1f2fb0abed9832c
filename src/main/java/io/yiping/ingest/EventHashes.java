package io.yiping.ingest;

/**
 * Which events a chunk of an upload has ratings of, by their hashes: enough to tell that two chunks have none in common.
 * Two different events may have one hash; then the later chunk waits for the earlier one for nothing.
 *
 * <p>Bound: 8 to 16 bytes an event. Thread-safety: none.
 */
final class EventHashes {

    /** An empty place; the one hash in four thousand million that is 0 passes as 1. */
    private static final int EMPTY = 0;

    private int[] table = new int[128];
    private int size;

    void add(String serviceEventId) {
        int hash = serviceEventId.hashCode();
        put(hash == EMPTY ? 1 : hash);
    }

    boolean isDisjointFrom(EventHashes other) {
        for (int hash : table) {
            if (hash != EMPTY && other.table[other.place(hash)] == hash) {
                return false;
            }
        }
        return true;
    }

    private void put(int hash) {
        int place = place(hash);
        if (table[place] == hash) {
            return;
        }
        table[place] = hash;
        size++;
        if (2 * size > table.length) {
            grow();
        }
    }

    /** Where the hash is, or else the empty place where it belongs. */
    private int place(int hash) {
        int mask = table.length - 1;
        // The low bits of a string's hash are mostly its last characters': spread them.
        int at = (hash * 0x9E3779B9 >>> 16) & mask;
        while (table[at] != EMPTY && table[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] before = table;
        table = new int[2 * before.length];
        size = 0;
        for (int hash : before) {
            if (hash != EMPTY) {
                put(hash);
            }
        }
    }
}
