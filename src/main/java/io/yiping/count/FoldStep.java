package io.yiping.count;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one step may fold: the journal's entries after the floor, and what they are of. Immutable.
 *
 * <p>Bound: ends with the entry that reaches so many changes, or {@value #MAX_SUBJECTS} subjects, some 40 MB with their
 * numbers.
 *
 * @param entries in the order of versions, at least one
 * @param subjects of all their changes
 */
record FoldStep(List<JournalEntry> entries, Set<Subject> subjects) {

    private static final int MAX_SUBJECTS = 200_000;

    static FoldStep of(View view, int maxChanges) {
        FoldStep step = new FoldStep(new ArrayList<>(), new HashSet<>());
        int changes = 0;
        for (JournalEntry entry : view.entries()) {
            step.add(entry);
            changes += entry.size();
            if (changes >= maxChanges || step.subjects.size() >= MAX_SUBJECTS) {
                break;
            }
        }
        return step;
    }

    private void add(JournalEntry entry) {
        entries.add(entry);
        for (int i = 0; i < entry.size(); i++) {
            subjects.add(Subject.agency(entry, i));
            subjects.add(Subject.matter(entry, i));
        }
    }
}
