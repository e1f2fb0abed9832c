package io.yiping.load.reckon;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The regions of a manifest as a tree: codes of 12 digits whose trailing zeros say how deep they lie. */
final class RegionTree {
    private static final int DIGITS = 12;

    /** Province, city, county, township, village. */
    private static final int[] DEPTHS = {2, 4, 6, 9, 12};

    private final Map<String, long[]> direct;

    RegionTree(Map<String, long[]> direct) {
        this.direct = direct;
    }

    Set<String> provinces() {
        Set<String> provinces = new TreeSet<>();
        direct.keySet().forEach(code -> provinces.add(cut(code, DEPTHS[0])));
        return provinces;
    }

    /** The regions one level below this one that have ratings further down. */
    Set<String> childrenWithBelow(String region) {
        Set<String> children = new TreeSet<>();
        int depth = depth(region);
        for (String code : direct.keySet()) {
            if (isWithin(code, region) && depth(code) > deeper(depth)) {
                children.add(cut(code, deeper(depth)));
            }
        }
        return children;
    }

    /** The ratings at each of these regions and all below it. */
    Map<String, long[]> rolledUp(Collection<String> regions) {
        Map<String, long[]> sums = new TreeMap<>();
        for (String region : regions) {
            long[] sum = new long[5];
            direct.forEach((code, counts) -> {
                if (isWithin(code, region)) {
                    add(sum, counts);
                }
            });
            sums.put(region, sum);
        }
        return sums;
    }

    static void add(long[] sum, long[] counts) {
        Arrays.setAll(sum, i -> sum[i] + counts[i]);
    }

    private static boolean isWithin(String code, String region) {
        return code.startsWith(region.substring(0, depth(region)));
    }

    private static int deeper(int depth) {
        return Arrays.stream(DEPTHS).filter(one -> one > depth).findFirst().orElse(DIGITS);
    }

    static int depth(String region) {
        for (int depth : DEPTHS) {
            if (region.substring(depth).chars().allMatch(c -> c == '0')) {
                return depth;
            }
        }
        return DIGITS;
    }

    private static String cut(String code, int depth) {
        return code.substring(0, depth) + "0".repeat(DIGITS - depth);
    }
}
