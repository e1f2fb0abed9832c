package io.yiping.ledger;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Sorts entries by their events, those of one event in the order of arrival.
 *
 * <p>Keys of one region or system begin alike, and comparing texts means reading both from memory: so the nine characters
 * after what all have in common are packed into a number, which tells most apart.
 */
final class ByKey {

    private static final int PACKED = 9;
    private static final int BITS = 7;

    private static final Comparator<Entry> ORDER = (one, other) -> {
        int order = Long.compare(one.packed, other.packed);
        return order != 0 ? order : one.key().compareTo(other.key());
    };

    private ByKey() {}

    static void sort(Entry[] entries) {
        if (entries.length < 2) {
            return;
        }
        int common = commonLength(entries);
        for (Entry entry : entries) {
            entry.packed = pack(entry.key(), common);
        }
        Arrays.sort(entries, ORDER);
    }

    private static int commonLength(Entry[] entries) {
        String first = entries[0].key();
        int common = first.length();
        for (Entry entry : entries) {
            String key = entry.key();
            int at = 0;
            int end = Math.min(common, key.length());
            while (at < end && key.charAt(at) == first.charAt(at)) {
                at++;
            }
            common = at;
        }
        return common;
    }

    /** A key is ASCII; where it has ended stands 0, before every character. */
    private static long pack(String key, int from) {
        long packed = 0;
        for (int at = from; at < from + PACKED; at++) {
            packed = packed << BITS | (at < key.length() ? key.charAt(at) : 0);
        }
        return packed;
    }
}
