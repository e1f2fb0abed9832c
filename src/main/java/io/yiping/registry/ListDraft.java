package io.yiping.registry;

import io.yiping.rating.Violation;
import io.yiping.rating.ViolationCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A list as it is read, line by line: its entries by code, and what is wrong with it.
 *
 * <p>Bound: so many entries, some 250 bytes each; one more is a violation, and nothing more is taken. The first
 * {@value #TOLD} violations are kept, the others counted. Thread-safety: none; one worker fills it.
 */
final class ListDraft {

    static final int TOLD = 100;

    /** How often somebody is told how far it is, in lines. */
    private static final int TELL_EVERY = 5_000;

    private final Kind kind;
    private final int most;
    private final IntConsumer progress;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Thousands of matters have the same agency: one text for all. */
    private final Map<String, String> parents = new HashMap<>();

    private final List<LineViolation> violations = new ArrayList<>();
    private int violationCount;
    private int read;
    private boolean full;

    /** @param progress is told now and then how many entries have been read */
    ListDraft(Kind kind, int most, IntConsumer progress) {
        this.kind = kind;
        this.most = most;
        this.progress = progress;
    }

    /** Any of the three may be null: it is not there. */
    void add(int line, String code, String name, String parent) {
        if (read == most) {
            full = true;
            String message = "A list has at most " + most + " entries.";
            violate(line, new Violation("", ViolationCode.TOO_MANY, message));
            return;
        }
        if (++read % TELL_EVERY == 0) {
            progress.accept(read);
        }
        Entry entry = EntryRules.check(kind, code, name, parent, violation -> violate(line, violation));
        if (entry != null && entries.putIfAbsent(entry.code(), shared(entry)) != null) {
            String message = "The code stands on an earlier line already.";
            violate(line, new Violation("/code", ViolationCode.REPEATED_CODE, message));
        }
    }

    private Entry shared(Entry entry) {
        String parent = entry.parent();
        return parent == null
                ? entry
                : new Entry(entry.code(), entry.name(), parents.computeIfAbsent(parent, first -> first));
    }

    /** An export that failed must not take a whole list out of force. */
    void requireAnEntry() {
        if (read == 0 && violationCount == 0) {
            String message = "The list is empty. To take all entries out of force, say which list is meant: If-Match.";
            violate(1, new Violation("", ViolationCode.REQUIRED, message));
        }
    }

    void violate(int line, Violation violation) {
        violationCount++;
        if (violations.size() < TOLD) {
            violations.add(new LineViolation(line, violation));
        }
    }

    /** Nothing more is taken. */
    boolean isFull() {
        return full;
    }

    int read() {
        return read;
    }

    int violationCount() {
        return violationCount;
    }

    /** The first of them. */
    List<LineViolation> violations() {
        return violations;
    }

    /** By code. */
    Map<String, Entry> entries() {
        return entries;
    }
}
