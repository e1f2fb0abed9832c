package io.yiping.count;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one step may fold: the journal's entries after the floor, and what each of their changes is of.
 *
 * <p>Bound: ends with the entry that reaches so many changes, or {@value #MAX_SUBJECTS} subjects, some 40 MB with their
 * numbers. Not changed once it is made.
 */
final class FoldStep {

    private static final int MAX_SUBJECTS = 200_000;
    private static final int CODE_BITS = 22;

    /** The numbers of {@link Subject#NONE} and {@link Subject#WHOLE}; codes have the ones after. */
    private static final int NONE = 0;

    private static final int WHOLE = 1;

    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Integer> codes = new HashMap<>();
    private final LongIndex places = new LongIndex();
    private final List<Subject> subjects = new ArrayList<>();

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
    List<Subject> subjects() {
        return subjects;
    }

    /** A text is looked up once an entry, not once a change. */
    private Part part(JournalEntry entry) {
        Part part = new Part(entry, new int[entry.size()], new int[entry.size()]);
        int[] numbers = numbers(entry);
        for (int i = 0; i < entry.size(); i++) {
            long agency = KeyColumn.COUNTY.pack(entry.region(i)) << CODE_BITS | numbers[entry.agency(i)];
            part.agencies[i] = place(agency, WHOLE, entry, i);
            part.matters[i] = place(agency, numbers[entry.matter(i)], entry, i);
        }
        return part;
    }

    /** What the entry's codes are numbered in the step. It has far fewer than 2^22. */
    private int[] numbers(JournalEntry entry) {
        int[] numbers = new int[entry.codes() + 1];
        numbers[0] = NONE;
        for (int code = 1; code < numbers.length; code++) {
            int next = codes.size() + WHOLE + 1;
            Integer known = codes.putIfAbsent(entry.code(code), next);
            numbers[code] = known == null ? next : known;
        }
        return numbers;
    }

    private int place(long agency, int matter, JournalEntry entry, int i) {
        int place = places.of(agency << CODE_BITS | matter);
        if (place == subjects.size()) {
            subjects.add(matter == WHOLE ? Subject.agency(entry, i) : Subject.matter(entry, i));
        }
        return place;
    }
}
