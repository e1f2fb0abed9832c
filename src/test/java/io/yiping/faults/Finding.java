package io.yiping.faults;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A promise that was not kept.
 *
 * @param invariant I1 to I8 as in {@link Reconciliation}; I11 no leak, I12 live and serving in trouble, I13 a stop answers what
 *     was taken
 */
record Finding(String invariant, String text) {

    private static final int SHOWN = 12;

    /** Fails when there is one. */
    static void requireNone(String what, List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new AssertionError(what + ": " + summary(findings));
        }
    }

    /** Fails when there is none of this invariant: the oracle would be blind to what was broken on purpose. */
    static void require(String invariant, List<Finding> findings) {
        if (findings.stream().noneMatch(finding -> finding.invariant.equals(invariant))) {
            throw new AssertionError("The oracle did not find " + invariant + " broken; it found " + summary(findings));
        }
    }

    /** How many, by invariant. */
    static String counts(List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(Finding::invariant, TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static String summary(List<Finding> findings) {
        return findings.size() + " findings " + counts(findings)
                + findings.stream().map(Finding::line).distinct().limit(SHOWN).collect(Collectors.joining());
    }

    private String line() {
        return "\n  " + invariant + ": " + text;
    }
}
