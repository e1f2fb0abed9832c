package io.yiping.count;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one step may fold: the journal's entries after the floor, and what each of their changes is of.
 *
 * <p>Bound: ends with the entry that reaches so many changes, or {@value #MAX_SUBJECTS} subjects, some 40 MB with their
 * numbers. Not changed once it is made.
 */
final class FoldStep {

    private static final int MAX_SUBJECTS = 200_000;

    private final List<Part> parts = new ArrayList<>();
    private final Map<Subject, Integer> subjects = new LinkedHashMap<>();

    private FoldStep() {}

    /**
     * An entry, and for each of its changes the places of its two subjects among the step's.
     *
     * @param agencies of the agency as a whole
     * @param matters of its matter
     */
    record Part(JournalEntry entry, int[] agencies, int[] matters) {}

    static FoldStep of(View view, int maxChanges) {
        FoldStep step = new FoldStep();
        int changes = 0;
        for (JournalEntry entry : view.entries()) {
            step.parts.add(step.part(entry));
            changes += entry.size();
            if (changes >= maxChanges || step.subjects.size() >= MAX_SUBJECTS) {
                break;
            }
        }
        return step;
    }

    /** In the order of versions, at least one. */
    List<Part> parts() {
        return parts;
    }

    /** Of all changes, each once, in the order of their places. */
    Set<Subject> subjects() {
        return subjects.keySet();
    }

    /** Subjects are made of texts: each is looked up once an entry, not once a change. */
    private Part part(JournalEntry entry) {
        Part part = new Part(entry, new int[entry.size()], new int[entry.size()]);
        LongIndex agencies = new LongIndex();
        LongIndex matters = new LongIndex();
        List<Integer> placesOfAgencies = new ArrayList<>();
        List<Integer> placesOfMatters = new ArrayList<>();
        for (int i = 0; i < entry.size(); i++) {
            int agency = agencies.of(entry.packedAgency(i));
            if (agency == placesOfAgencies.size()) {
                placesOfAgencies.add(place(Subject.agency(entry, i)));
            }
            int matter = matters.of(entry.packedMatter(i));
            if (matter == placesOfMatters.size()) {
                placesOfMatters.add(place(Subject.matter(entry, i)));
            }
            part.agencies[i] = placesOfAgencies.get(agency);
            part.matters[i] = placesOfMatters.get(matter);
        }
        return part;
    }

    private int place(Subject subject) {
        Integer known = subjects.putIfAbsent(subject, subjects.size());
        return known == null ? subjects.size() - 1 : known;
    }
}
