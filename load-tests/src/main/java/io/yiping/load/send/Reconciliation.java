package io.yiping.load.send;

import io.yiping.load.manifest.Manifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the figures of an instance after the run with the manifest when they can be known, else with how many ratings were
 * accepted.
 */
final class Reconciliation {
    private final Manifest manifest;
    private final Expectation expectation;
    private final Account account;
    private final List<String> dimensions;

    Reconciliation(Manifest manifest, Expectation expectation, Account account, List<String> dimensions) {
        this.manifest = manifest;
        this.expectation = expectation;
        this.account = account;
        this.dimensions = dimensions;
    }

    /** What is compared, for the report: no more is claimed than was looked at. */
    String compared() {
        return switch (expectation.before()) {
            case NOTHING, THIS_FILE -> "total, " + String.join(", ", dimensions);
            case SOMETHING -> "only how far the total moved: other ratings stood before";
        };
    }

    /** What differs at this instance; an empty list if nothing does. */
    List<String> differences(StatsReader stats, Figures before) throws IOException, InterruptedException {
        Differences differences = new Differences();
        switch (expectation.before()) {
            case NOTHING -> compareWithManifest(stats, differences);
            case THIS_FILE -> {
                Figures after = compareWithManifest(stats, differences);
                differences.equal("the version, as nothing may have moved,", before.version(), after.version());
            }
            case SOMETHING -> compareMovement(stats, before, differences);
        }
        differences.equal("the difference that the audit finds", 0, stats.auditDifference());
        return differences.found();
    }

    private Figures compareWithManifest(StatsReader stats, Differences differences)
            throws IOException, InterruptedException {
        Figures after = stats.totalOf(manifest.ratings(), account.version());
        differences.equal("ratings", manifest.ratings(), after.ratings());
        differences.equal("total", manifest.total(), after.counts());
        differences.equal("active", sum("ACTIVE"), after.active());
        differences.equal("default", sum("DEFAULT"), after.byDefault());
        for (String dimension : dimensions) {
            differences.equal(dimension, expected(dimension), stats.rows(dimension, after.version()));
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

    private Map<String, long[]> expected(String dimension) {
        Map<String, long[]> counts = manifest.counts().by(dimension).orElseThrow();
        return dimension.equals("region") ? byCounty(counts) : counts;
    }

    /** The service rolls regions up to one level below the city. */
    private static Map<String, long[]> byCounty(Map<String, long[]> counts) {
        Map<String, long[]> counties = new HashMap<>();
        counts.forEach((region, row) -> {
            long[] sum = counties.computeIfAbsent(region.substring(0, 6) + "000000", county -> new long[row.length]);
            for (int i = 0; i < row.length; i++) {
                sum[i] += row[i];
            }
        });
        return counties;
    }

    private void compareMovement(StatsReader stats, Figures before, Differences differences)
            throws IOException, InterruptedException {
        long least = before.ratings() + account.verdicts().standing();
        Figures after = stats.totalOf(least, account.version());
        if (account.certain() || after.ratings() < least) {
            differences.equal("ratings after " + before.ratings() + " before", least, after.ratings());
        }
    }
}
