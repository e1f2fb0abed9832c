package io.yiping.ledger;

import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;

/** Sorts entries by their events' keys, as PostgreSQL sorts them, those of one event in the order of arrival. */
final class ByKey {

    private static final Comparator<Entry> ORDER = (one, other) -> compare(one.eventKey, other.eventKey);

    private ByKey() {}

    static void sort(Entry[] entries) {
        Arrays.sort(entries, ORDER);
    }

    private static int compare(UUID one, UUID other) {
        int order = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
