package io.yiping.load.reckon;

import io.yiping.load.manifest.Manifest;
import java.io.IOException;
import java.util.List;

/**
 * Compares the figures of an instance after the run with the manifest when they can be known, else with how many ratings were
 * accepted.
 */
final class Reconciliation {
    private final Manifest manifest;
    private final Before before;
    private final Sent sent;
    private final List<String> dimensions;

    Reconciliation(Manifest manifest, Before before, Sent sent, List<String> dimensions) {
        this.manifest = manifest;
        this.before = before;
        this.sent = sent;
        this.dimensions = dimensions;
    }

    /** What is compared, for the report: no more is claimed than was looked at. */
    String compared() {
        return switch (before) {
            case NOTHING, THIS_FILE -> "total, " + String.join(", ", dimensions);
            case SOMETHING -> "only how far the total moved: other ratings stood before, or a part was sent";
        };
    }

    /** What differs at this instance; an empty list if nothing does. */
    List<String> differences(StatsReader stats, Figures earlier) throws IOException, InterruptedException {
        Differences differences = new Differences();
        switch (before) {
            case NOTHING -> compareWithManifest(stats, differences);
            case THIS_FILE -> {
                Figures after = compareWithManifest(stats, differences);
                differences.equal("the version, as nothing may have moved,", earlier.version(), after.version());
            }
            case SOMETHING -> compareMovement(stats, earlier, differences);
        }
        differences.equal("the difference that the audit finds", 0, StatsReader.auditDifference(stats.endpoint()));
        return differences.found();
    }

    private Figures compareWithManifest(StatsReader stats, Differences differences)
            throws IOException, InterruptedException {
        Figures after = stats.totalOnce(ratings -> ratings == manifest.ratings(), sent.version());
        differences.equal("ratings", manifest.ratings(), after.ratings());
        differences.equal("total", manifest.total(), after.counts());
        differences.equal("active", sum("ACTIVE"), after.active());
        differences.equal("default", sum("DEFAULT"), after.byDefault());
        Dimension dimension = new Dimension(manifest, stats, after.version(), differences);
        for (String name : dimensions) {
            dimension.compare(name);
        }
        return after;
    }

    private long sum(String origin) {
        long sum = 0;
        for (long count : manifest.counts().origin().getOrDefault(origin, new long[0])) {
            sum += count;
        }
        return sum;
    }

    private void compareMovement(StatsReader stats, Figures earlier, Differences differences)
            throws IOException, InterruptedException {
        long least = earlier.ratings() + sent.standing();
        Figures after =
                stats.totalOnce(ratings -> sent.certain() ? ratings == least : ratings >= least, sent.version());
        if (sent.certain() || after.ratings() < least) {
            differences.equal("ratings after " + earlier.ratings() + " before", least, after.ratings());
        }
    }
}
