package io.yiping.load.send;

import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.Verdicts;
import java.util.ArrayList;
import java.util.List;

/**
 * What the verdicts must add up to.
 *
 * @param before what stood before the run
 * @param first the sums if none of the events stood before; only known for a whole file
 * @param again the sums if all of them stood
 */
record Expectation(Before before, Verdicts first, Verdicts again) {
    /** What the service had before the run. */
    enum Before {
        NOTHING,
        THIS_FILE,
        SOMETHING
    }

    static Expectation of(Manifest manifest, SendPlan plan, long ratingsBefore) {
        Verdicts first = manifest.verdicts();
        Verdicts again = Verdicts.NONE;
        long linesOnce = 0;
        for (SendPlan.Send send : plan.sends()) {
            Verdicts repeated = manifest.sentAgain(send.firstBlock(), send.endBlock() - 1);
            again = again.plus(repeated);
            if (send.again()) {
                first = first.plus(repeated);
            } else {
                linesOnce += repeated.received();
            }
        }
        boolean whole = linesOnce == manifest.lines();
        return new Expectation(before(manifest, whole, ratingsBefore), first, again);
    }

    private static Before before(Manifest manifest, boolean whole, long ratings) {
        if (!whole) {
            return Before.SOMETHING;
        }
        if (ratings == 0) {
            return Before.NOTHING;
        }
        return ratings == manifest.ratings() ? Before.THIS_FILE : Before.SOMETHING;
    }

    /** How the sums differ; an empty list if they agree. */
    List<String> differences(Verdicts seen, boolean certain) {
        Verdicts expected = before == Before.NOTHING ? first : again;
        Differences differences = new Differences();
        differences.equal("received", expected.received(), seen.received());
        differences.equal("conflict", expected.conflict(), seen.conflict());
        differences.equal("rejected", expected.rejected(), seen.rejected());
        differences.equal("retry", 0, seen.retry());
        if (before == Before.THIS_FILE || before == Before.NOTHING && certain) {
            differences.equal("accepted", expected.accepted(), seen.accepted());
            differences.equal("duplicate", expected.duplicate(), seen.duplicate());
            differences.equal("replaced", expected.replaced(), seen.replaced());
        } else {
            long expectedBoth = expected.accepted() + expected.duplicate();
            differences.equal("accepted + duplicate", expectedBoth, seen.accepted() + seen.duplicate());
        }
        return differences.found();
    }

    /** In words, beside the result. */
    String basis(boolean certain) {
        List<String> words = new ArrayList<>();
        words.add(
                switch (before) {
                    case NOTHING -> "nothing stood before";
                    case THIS_FILE -> "all of this file stood before";
                    case SOMETHING ->
                        "something stood before, or a part was sent: accepted and duplicate only together";
                });
        if (!certain && before == Before.NOTHING) {
            words.add("answers were lost or items retried: accepted and duplicate only together");
        }
        return String.join("; ", words);
    }
}
