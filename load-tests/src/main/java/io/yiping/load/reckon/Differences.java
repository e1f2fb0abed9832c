package io.yiping.load.reckon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects what is not as it must be, in words. */
public final class Differences {
    static final int SHOWN_KEYS = 100;

    private final List<String> found = new ArrayList<>();

    public void add(String difference) {
        found.add(difference);
    }

    public void equal(String name, long expected, long seen) {
        if (expected != seen) {
            found.add("%s is %,d and must be %,d (%+,d)".formatted(name, seen, expected, seen - expected));
        }
    }

    public void between(String name, long least, long most, long seen) {
        if (seen < least || seen > most) {
            found.add("%s is %,d and must be from %,d to %,d".formatted(name, seen, least, most));
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

    /** Names each key that differs, up to {@value #SHOWN_KEYS}, and how many do. */
    void equal(String name, Map<String, long[]> expected, Map<String, long[]> seen) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(seen.keySet());
        keys.removeIf(key -> Arrays.equals(expected.get(key), seen.get(key)));
        keys.stream().limit(SHOWN_KEYS).forEach(key -> equal(name + " " + key, expected.get(key), seen.get(key)));
        if (keys.size() > SHOWN_KEYS) {
            found.add("%s: %,d keys differ, the first %d are shown".formatted(name, keys.size(), SHOWN_KEYS));
        }
    }

    public List<String> found() {
        return found;
    }
}
