package io.yiping.count;

import io.yiping.rating.Level;
import io.yiping.rating.Origin;

/** Counts by origin and level. Filled by this package, read by others. Thread-safety: none while it is filled. */
public final class Tally {

    private final long[] counts = new long[Slot.COUNT];

    public long count(Origin origin, Level level) {
        return counts[Slot.of(origin, level)];
    }

    public long count(Level level) {
        return count(Origin.ACTIVE, level) + count(Origin.DEFAULT, level);
    }

    public long count(Origin origin) {
        long sum = 0;
        for (Level level : Level.values()) {
            sum += count(origin, level);
        }
        return sum;
    }

    /** All ratings. */
    public long ratings() {
        return count(Origin.ACTIVE) + count(Origin.DEFAULT);
    }

    void add(int slot, long by) {
        counts[slot] += by;
    }

    /** Those of one level alone. */
    Tally only(Level level) {
        Tally part = new Tally();
        for (Origin origin : Origin.values()) {
            part.add(Slot.of(origin, level), count(origin, level));
        }
        return part;
    }

    /** Those of one origin alone. */
    Tally only(Origin origin) {
        Tally part = new Tally();
        for (Level level : Level.values()) {
            part.add(Slot.of(origin, level), count(origin, level));
        }
        return part;
    }
}
