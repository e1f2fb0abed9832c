package io.yiping.faults;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What had been acknowledged at a moment, to be looked for in what is stored afterwards. */
record Acknowledged(List<Attempt> attempts) {

    /** Everything with a receipt that says it is stored. */
    static Acknowledged soFar(SentJournal journal) {
        return new Acknowledged(journal.attempts().stream()
                .filter(attempt ->
                        attempt.receipt() != null && !attempt.receipt().rejected())
                .toList());
    }

    /** I1 while everything is still running: what is sent again later must not make up for what is lost. */
    List<Finding> lostIn(List<StoredRating> rows) {
        Set<String> stored = rows.stream().map(row -> row.offer().event()).collect(Collectors.toSet());
        return attempts.stream()
                .filter(attempt -> !stored.contains(attempt.offer().event()))
                .map(attempt -> new Finding("I1", attempt + " but nothing is stored"))
                .toList();
    }

    int size() {
        return attempts.size();
    }
}
