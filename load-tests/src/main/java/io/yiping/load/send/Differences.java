package io.yiping.load.send;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects what is not as it must be, in words. */
final class Differences {
    private static final int SHOWN_KEYS = 5;

    private final List<String> found = new ArrayList<>();

    void equal(String name, long expected, long seen) {
        if (expected != seen) {
            found.add("%s is %,d and must be %,d (%+,d)".formatted(name, seen, expected, seen - expected));
        }
    }

    void equal(String name, long[] expected, long[] seen) {
        if (!Arrays.equals(expected, seen)) {
            found.add("%s is %s and must be %s".formatted(name, text(seen), text(expected)));
        }
    }

    private static String text(long[] counts) {
        return counts == null ? "absent" : Arrays.toString(counts);
    }

    /** Names the first keys that differ, and how many do. */
    void equal(String name, Map<String, long[]> expected, Map<String, long[]> seen) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(seen.keySet());
        keys.removeIf(key -> Arrays.equals(expected.get(key), seen.get(key)));
        keys.stream().limit(SHOWN_KEYS).forEach(key -> equal(name + " " + key, expected.get(key), seen.get(key)));
        if (keys.size() > SHOWN_KEYS) {
            found.add("%s: %,d keys differ".formatted(name, keys.size()));
        }
    }

    List<String> found() {
        return found;
    }
}
