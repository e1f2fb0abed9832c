package io.yiping.count;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one step may fold: the journal's entries after the floor, and what each of their changes is of.
 *
 * <p>Bound: ends with the entry that reaches so many changes, or {@value #MAX_SUBJECTS} subjects, some 80 MB with their
 * numbers when none of these was kept. Not changed once it is made.
 */
final class FoldStep {

    private static final int MAX_SUBJECTS = 200_000;

    /** A county's 20 bits and two codes' make 64. Each code has a subject, so there are about {@value #MAX_SUBJECTS} of them. */
    private static final int CODE_BITS = 22;

    /** What stands for {@link Subject#NONE} and {@link Subject#WHOLE} among the codes' numbers; codes have the ones after. */
    private static final int NO_MATTER = 0;

    private static final int WHOLE_AGENCY = 1;

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
        int[] codeNumbers = codeNumbers(entry);
        for (int i = 0; i < entry.size(); i++) {
            long inCounty = KeyColumn.COUNTY.pack(entry.region(i)) << CODE_BITS | codeNumbers[entry.agency(i)];
            part.agencies[i] = place(inCounty, WHOLE_AGENCY, entry, i);
            part.matters[i] = place(inCounty, codeNumbers[entry.matter(i)], entry, i);
        }
        return part;
    }

    /** The step's numbers of the entry's codes, which the entry numbers from 1. */
    private int[] codeNumbers(JournalEntry entry) {
        int[] numbers = new int[entry.codes() + 1];
        numbers[0] = NO_MATTER;
        for (int code = 1; code < numbers.length; code++) {
            numbers[code] = codes.computeIfAbsent(entry.code(code), added -> nextNumber());
        }
        return numbers;
    }

    private int nextNumber() {
        int next = codes.size() + WHOLE_AGENCY + 1;
        if (next >>> CODE_BITS != 0) {
            throw new IllegalStateException("a step of folding has too many codes: " + next);
        }
        return next;
    }

    /** @param inCounty county and agency, packed */
    private int place(long inCounty, int matter, JournalEntry entry, int i) {
        int place = places.of(inCounty << CODE_BITS | matter);
        if (place == subjects.size()) {
            subjects.add(matter == WHOLE_AGENCY ? Subject.agency(entry, i) : Subject.matter(entry, i));
        }
        return place;
    }
}
