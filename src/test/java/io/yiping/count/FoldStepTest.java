package io.yiping.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.yiping.ledger.Change;
import io.yiping.rating.Channel;
import io.yiping.rating.Level;
import io.yiping.rating.Meaning;
import io.yiping.rating.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The places of a step's changes beside the subjects they are of. */
class FoldStepTest {

    private static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");
    private static final long[] REGIONS = {411328000000L, 411328102003L, 411302000000L, 999999000000L};

    /** One text is an agency's and a matter's. */
    private static final String[] AGENCIES = {"A", "B", "C", "both"};

    private static final String[] MATTERS = {null, "A1", "A2", "both", "B1"};

    private final long seed = Long.getLong("yiping.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void everyChange_hasThePlacesOfItsTwoSubjects() {
        FoldStep step = FoldStep.of(view(300, 40), Integer.MAX_VALUE);
        assertEquals(300, step.parts().size());
        for (FoldStep.Part part : step.parts()) {
            JournalEntry entry = part.entry();
            for (int i = 0; i < entry.size(); i++) {
                assertEquals(Subject.agency(entry, i), step.subjects().get(part.agencies()[i]), () -> "seed " + seed);
                assertEquals(Subject.matter(entry, i), step.subjects().get(part.matters()[i]), () -> "seed " + seed);
            }
        }
        assertEquals(new HashSet<>(step.subjects()).size(), step.subjects().size(), () -> "seed " + seed);
    }

    @Test
    void step_endsWithTheEntryThatReachesTheBound() {
        View view = view(10, 40);
        int first = view.entries()[0].size();
        int second = view.entries()[1].size();
        assertEquals(1, FoldStep.of(view, first).parts().size());
        assertEquals(2, FoldStep.of(view, first + 1).parts().size());
        assertEquals(3, FoldStep.of(view, first + second + 1).parts().size());
    }

    private View view(int entries, int mostChanges) {
        JournalEntry[] all = new JournalEntry[entries];
        int changes = 0;
        for (int i = 0; i < entries; i++) {
            all[i] = JournalEntry.of(changes(1 + random.nextInt(mostChanges))).at(i + 1, NOON);
            changes += all[i].size();
        }
        return new View(new Folded(0, NOON, null, null), entries, NOON, all, changes, 0, 0, 0);
    }

    private List<Change> changes(int n) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            changes.add(new Change(meaning(), Origin.ACTIVE, NOON, 1));
        }
        return changes;
    }

    private Meaning meaning() {
        long region = REGIONS[random.nextInt(REGIONS.length)];
        String agency = AGENCIES[random.nextInt(AGENCIES.length)];
        String matter = MATTERS[random.nextInt(MATTERS.length)];
        return new Meaning(Level.of(5), null, null, Channel.of(1), region, agency, matter, null, null, false);
    }
}
