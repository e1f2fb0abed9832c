package io.yiping.count;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one step may fold: the journal's entries after a version, up to a bound of changes. Immutable.
 *
 * @param floor the count tables go up to this version before the step
 * @param entries in the order of versions, at least one
 */
record FoldStep(long floor, List<JournalEntry> entries) {

    /** @param maxChanges the step ends with the entry that reaches so many */
    static FoldStep of(View view, int maxChanges) {
        int changes = 0;
        int entries = 0;
        while (entries < view.entries().length && changes < maxChanges) {
            changes += view.entries()[entries++].size();
        }
        List<JournalEntry> first = Arrays.asList(view.entries()).subList(0, entries);
        return new FoldStep(view.floor().version(), first);
    }

    Set<Subject> subjects() {
        Set<Subject> subjects = new HashSet<>();
        for (JournalEntry entry : entries) {
            for (int i = 0; i < entry.size(); i++) {
                subjects.add(Subject.agency(entry, i));
                subjects.add(Subject.matter(entry, i));
            }
        }
        return subjects;
    }
}
