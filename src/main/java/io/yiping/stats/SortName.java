package io.yiping.stats;

import io.yiping.count.Sort;
import java.util.Map;
import java.util.TreeMap;

/** The names of sorts in the contract. */
final class SortName {

    private static final Map<String, Sort> SORTS = new TreeMap<>(Map.of(
            "key", Sort.KEY,
            "ratings", Sort.RATINGS,
            "satisfactionRate", Sort.SATISFACTION_RATE,
            "badRate", Sort.BAD_RATE,
            "rise", Sort.RISE));

    private SortName() {}

    /** @return null when there is no such sort */
    static Sort sort(String name) {
        return SORTS.get(name);
    }

    static String of(Sort sort) {
        for (Map.Entry<String, Sort> one : SORTS.entrySet()) {
            if (one.getValue() == sort) {
                return one.getKey();
            }
        }
        throw new IllegalArgumentException("a sort without a name: " + sort);
    }

    static String all() {
        return String.join(", ", SORTS.keySet());
    }
}
