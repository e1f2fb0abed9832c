package io.yiping.load.reckon;

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
public record Expectation(Before before, Verdicts first, Verdicts again) {

    /** The sums by what stood before; accepted and duplicate apart only where that is known. */
    public Verdicts sums() {
        return before == Before.NOTHING ? first : again;
    }

    /** How the sums differ; an empty list if they agree. */
    public List<String> differences(Verdicts seen, boolean certain) {
        Verdicts expected = sums();
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
    public String basis(boolean certain) {
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
