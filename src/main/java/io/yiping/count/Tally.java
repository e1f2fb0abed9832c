package io.yiping.count;

import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.util.EnumMap;
import java.util.Map;

/** Counts by origin and level. Filled by this package, read by others. Thread-safety: none while it is filled. */
public final class Tally {

    private final Map<Origin, Levels> counts = new EnumMap<>(Origin.class);

    public long count(Origin origin, Level level) {
        Levels levels = counts.get(origin);
        return levels == null ? 0 : levels.count(level);
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

    /** Those of one level alone. */
    public Tally only(Level level) {
        Tally part = new Tally();
        for (Origin origin : Origin.values()) {
            part.levels(origin).add(level, count(origin, level));
        }
        return part;
    }

    /** Those of one origin alone. */
    public Tally only(Origin origin) {
        Tally part = new Tally();
        Levels levels = counts.get(origin);
        if (levels != null) {
            part.add(origin, levels);
        }
        return part;
    }

    void add(Origin origin, Levels levels) {
        levels(origin).add(levels);
    }

    private Levels levels(Origin origin) {
        return counts.computeIfAbsent(origin, first -> new Levels());
    }
}
