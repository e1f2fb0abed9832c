package io.yiping.load.reckon;

import io.yiping.load.manifest.Manifest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares one dimension of the manifest with what an instance answers, key by key. Every answer on the way must hold together
 * too: the sums of each row, and the total that stands beside the rows.
 */
final class Dimension {
    /** The longest period that is served by the hour. */
    static final int HOUR_WINDOW_DAYS = 62;

    private static final String HOUR_SUFFIX = ":00:00+08:00";

    private final Manifest manifest;
    private final StatsReader stats;
    private final long minVersion;
    private final Differences differences;

    Dimension(Manifest manifest, StatsReader stats, long minVersion, Differences differences) {
        this.manifest = manifest;
        this.stats = stats;
        this.minVersion = minVersion;
        this.differences = differences;
    }

    void compare(String name) throws IOException, InterruptedException {
        switch (name) {
            case "region" -> compareRegions();
            case "hour" -> compareHours();
            default -> {
                Rows rows = rows(name, "by=" + name);
                differences.equal(
                        "the total beside by=" + name,
                        manifest.total(),
                        rows.total().counts());
                compare(name, counts(rows));
            }
        }
    }

    private void compare(String name, Map<String, long[]> seen) {
        differences.equal(name, manifest.counts().by(name).orElseThrow(), seen);
    }

    private Rows rows(String name, String selection) throws IOException, InterruptedException {
        Rows rows = stats.rows(selection, minVersion);
        rows.byKey().forEach((key, figures) -> {
            if (!figures.addUp()) {
                differences.add(name + " " + key + " does not add up: " + text(figures));
            }
        });
        return rows;
    }

    private static String text(Figures figures) {
        return "ratings %,d, active %,d, default %,d, counts %s"
                .formatted(figures.ratings(), figures.active(), figures.byDefault(), Arrays.toString(figures.counts()));
    }

    private static Map<String, long[]> counts(Rows rows) {
        Map<String, long[]> counts = new TreeMap<>();
        rows.byKey().forEach((key, figures) -> counts.put(key, figures.counts()));
        return counts;
    }

    /** The windows together must hold all ratings, so a rating outside of the manifest's days shows in the total. */
    private void compareHours() throws IOException, InterruptedException {
        Map<String, long[]> seen = new TreeMap<>();
        long[] total = new long[manifest.total().length];
        TreeSet<String> days = new TreeSet<>(manifest.counts().day().keySet());
        LocalDate end =
                days.isEmpty() ? LocalDate.MIN : LocalDate.parse(days.last()).plusDays(1);
        LocalDate from = days.isEmpty() ? LocalDate.MIN : LocalDate.parse(days.first());
        while (from.isBefore(end)) {
            LocalDate most = from.plusDays(HOUR_WINDOW_DAYS);
            LocalDate to = most.isBefore(end) ? most : end;
            Rows rows = rows("hour", "by=hour&from=" + from + "&to=" + to);
            rows.byKey().forEach((key, figures) -> seen.put(hour(key), figures.counts()));
            RegionTree.add(total, rows.total().counts());
            from = to;
        }
        differences.equal("the total beside by=hour, over all windows,", manifest.total(), total);
        compare("hour", seen);
    }

    /** The manifest's form; any other form stays as it is, and differs. */
    private static String hour(String key) {
        return key.endsWith(HOUR_SUFFIX) ? key.substring(0, key.length() - HOUR_SUFFIX.length()) : key;
    }

    /**
     * Walks the tree from the provinces down to where the manifest's codes lie: there, and in the rows of a region within itself,
     * are the ratings given at the region. On the way down each region's row and its own total hold all below it.
     */
    private void compareRegions() throws IOException, InterruptedException {
        RegionTree tree = new RegionTree(manifest.counts().region());
        Walk walk = new Walk(tree);
        for (String province : tree.provinces()) {
            walk.into(province);
        }
        compare("region", walk.direct);
        differences.equal(
                "the row, with all below it, of region", tree.rolledUp(walk.rolledUp.keySet()), walk.rolledUp);
        differences.equal("the total of region", tree.rolledUp(walk.totals.keySet()), walk.totals);
    }

    private final class Walk {
        private final RegionTree tree;
        private final Map<String, long[]> direct = new TreeMap<>();
        private final Map<String, long[]> rolledUp = new TreeMap<>();
        private final Map<String, long[]> totals = new TreeMap<>();

        Walk(RegionTree tree) {
            this.tree = tree;
        }

        void into(String region) throws IOException, InterruptedException {
            Rows rows = rows("region", "by=region&region=" + region);
            totals.put(region, rows.total().counts());
            Set<String> below = new TreeSet<>(tree.childrenWithBelow(region));
            rows.byKey().forEach((key, figures) -> {
                boolean goesOn = below.contains(key) && !key.equals(region);
                (goesOn ? rolledUp : direct).put(key, figures.counts());
            });
            for (String child : below) {
                into(child);
            }
        }
    }
}
