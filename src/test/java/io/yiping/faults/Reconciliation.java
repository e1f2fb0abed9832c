package io.yiping.faults;

import io.yiping.faults.Reply.Receipt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what was sent and answered with what is stored. Every unknown must have been resent.
 *
 * <ul>
 *   <li>I1 acknowledged ⊆ stored, with the acknowledged meaning: nothing is lost
 *   <li>I2 stored ⊆ attempted: nothing is invented
 *   <li>I3 one row a service event
 *   <li>I4 at most one answer for an event says accepted without {@code replaced}, at most one with; the others say
 *       duplicate or conflict, with the first receipt
 *   <li>I7 what was unknown and resent is stored exactly once
 *   <li>I8 answers have their form: checked on arrival, by {@link Answered}
 * </ul>
 *
 * <p>I5, the counts, is {@link CountsProof}; I6, the readers, is {@link Readers}.
 */
final class Reconciliation {

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<Attempt>> attempts = new HashMap<>();
    private final Map<String, List<StoredRating>> stored = new HashMap<>();

    private Reconciliation(List<Attempt> sent, List<StoredRating> rows) {
        sent.forEach(attempt -> list(attempts, attempt.offer().event()).add(attempt));
        rows.forEach(row -> list(stored, row.offer().event()).add(row));
    }

    /** @param rows every row that these attempts can have made */
    static List<Finding> of(SentJournal journal, List<StoredRating> rows) {
        Reconciliation comparison = new Reconciliation(journal.attempts(), rows);
        comparison.findings.addAll(journal.malformed());
        comparison.stored.forEach(comparison::checkRows);
        comparison.attempts.forEach(comparison::checkEvent);
        return comparison.findings;
    }

    private static <T> List<T> list(Map<String, List<T>> lists, String event) {
        return lists.computeIfAbsent(event, first -> new ArrayList<>(2));
    }

    private void checkRows(String event, List<StoredRating> rows) {
        if (rows.size() > 1) {
            find("I3", event + " is stored " + rows.size() + " times");
        }
        for (StoredRating row : rows) {
            if (attempts.getOrDefault(event, List.of()).stream().noneMatch(attempt -> isMadeBy(row, attempt.offer()))) {
                find("I2", row + " was never sent");
            }
        }
    }

    private static boolean isMadeBy(StoredRating row, Offer offer) {
        return offer.isValid()
                && row.offer().active() == offer.active()
                && row.offer().means(offer);
    }

    private void checkEvent(String event, List<Attempt> sent) {
        List<StoredRating> rows = stored.getOrDefault(event, List.of());
        StoredRating row = rows.isEmpty() ? null : rows.get(0);
        for (Attempt attempt : sent) {
            checkAttempt(attempt, row, rows.size());
        }
        checkFirsts(sent);
        if (row != null) {
            checkFirstReceipts(sent, row);
        }
    }

    private void checkAttempt(Attempt attempt, StoredRating row, int rows) {
        Receipt receipt = attempt.receipt();
        if (receipt == null) {
            find("I7", "still unknown after resending: " + attempt);
        } else if (attempt.offer().isValid() == receipt.rejected()) {
            find("I8", "rejected or not, against the rules: " + attempt);
        } else if (attempt.wasUnknown() && !receipt.rejected() && rows != 1) {
            find("I7", "stored " + rows + " times after resending: " + attempt);
        }
        if (receipt != null && !receipt.rejected() && !isKept(attempt.offer(), receipt, row)) {
            find("I1", attempt + " but stored is " + row);
        }
    }

    /** Whether what is stored still says what the receipt said. */
    private static boolean isKept(Offer offer, Receipt receipt, StoredRating row) {
        if (row == null) {
            return false;
        }
        boolean outranked = !offer.active() && row.offer().active();
        if (outranked) {
            return true;
        }
        boolean same = row.offer().means(offer) && row.offer().active() == offer.active();
        if (receipt.conflict()) {
            return !same && receipt.differs().equals(offer.differs(row.offer()));
        }
        boolean first = !receipt.accepted() || row.offer().ratedAt().equals(offer.ratedAt());
        return same && first && receipt.receivedAt().equals(row.receivedAt());
    }

    private void checkFirsts(List<Attempt> sent) {
        List<Attempt> first = sent.stream()
                .filter(attempt ->
                        attempt.receipt() != null && attempt.receipt().first())
                .toList();
        List<Attempt> replacing = sent.stream()
                .filter(attempt ->
                        attempt.receipt() != null && attempt.receipt().replaced())
                .toList();
        if (first.size() > 1 || replacing.size() > 1) {
            find("I4", "accepted more than once: " + first + replacing);
        }
        boolean nothingToReplace =
                sent.stream().noneMatch(attempt -> !attempt.offer().active());
        if (!replacing.isEmpty()
                && (nothingToReplace || !replacing.get(0).offer().active())) {
            find("I4", "replaced without a reason: " + replacing);
        }
        if (first.size() == 1
                && replacing.size() == 1
                && replacing.get(0).receipt().version() < first.get(0).receipt().version()) {
            find("I4", "replaced before it was there: " + first + replacing);
        }
    }

    /** Each answer carries the receipt of the rating that stands, or of the default one that stood before it. */
    private void checkFirstReceipts(List<Attempt> sent, StoredRating row) {
        Receipt before = null;
        for (Attempt attempt : sent) {
            Receipt receipt = attempt.receipt();
            if (receipt == null || receipt.rejected() || receipt.receivedAt().equals(row.receivedAt())) {
                continue;
            }
            if (attempt.offer().active() || !row.offer().active()) {
                find("I4", attempt + " has not the receipt of " + row);
            } else if (before != null && !before.receivedAt().equals(receipt.receivedAt())) {
                find("I4", attempt + " and another answer have two first receipts, " + before);
            }
            before = receipt;
        }
        checkVersions(sent);
    }

    /**
     * A repeat is answered from a version that contains what it repeats: what was accepted with the receipt that it carries. Two were,
     * when an active rating came within the microsecond of the default one that it replaced; then it repeats one of them.
     */
    private void checkVersions(List<Attempt> sent) {
        for (Attempt repeat : sent) {
            Receipt receipt = repeat.receipt();
            if (receipt == null || receipt.rejected() || receipt.accepted()) {
                continue;
            }
            sent.stream()
                    .filter(attempt ->
                            attempt.receipt() != null && attempt.receipt().accepted())
                    .filter(first -> first.receipt().receivedAt().equals(receipt.receivedAt()))
                    .min(Comparator.comparingLong(first -> first.receipt().version()))
                    .filter(first -> receipt.version() < first.receipt().version())
                    .ifPresent(first -> find("I4", repeat + " was answered from before " + first));
        }
    }

    private void find(String invariant, String text) {
        findings.add(new Finding(invariant, text));
    }
}
