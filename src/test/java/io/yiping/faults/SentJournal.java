package io.yiping.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The oracle's memory: what was sent, noted before it was sent, and what was answered.
 *
 * <p>Thread-safety: safe.
 */
final class SentJournal {

    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Queue<Finding> malformed = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> unknownBecause = new ConcurrentHashMap<>();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final AtomicInteger invoked = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();

    /** INVOKE: call it before sending. */
    List<Attempt> invoke(List<Offer> offers) {
        List<Attempt> begun = new ArrayList<>(offers.size());
        offers.forEach(offer -> begun.add(begin(offer)));
        underWay.incrementAndGet();
        return begun;
    }

    /** INVOKE of one line of an upload, which is no request of its own. */
    Attempt begin(Offer offer) {
        Attempt begun = new Attempt(offer);
        if (offer.isValid() && events.add(offer.event())) {
            invoked.incrementAndGet();
        }
        attempts.add(begun);
        return begun;
    }

    /** The same attempts are sent again. */
    void invokeAgain() {
        underWay.incrementAndGet();
    }

    /** OK or UNKNOWN, one reply an attempt. */
    void answered(List<Attempt> sent, List<Reply> replies) {
        underWay.decrementAndGet();
        for (int i = 0; i < sent.size(); i++) {
            settled(sent.get(i), replies.get(i));
        }
    }

    /** OK or UNKNOWN of one attempt. */
    void settled(Attempt attempt, Reply reply) {
        attempt.answered(reply);
        if (reply instanceof Reply.Receipt receipt && receipt.accepted()) {
            accepted.incrementAndGet();
        } else if (reply instanceof Reply.Unknown unknown) {
            unknownBecause
                    .computeIfAbsent(unknown.why(), first -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    /** An answer that the contract does not allow. */
    void malformed(String text) {
        malformed.add(new Finding("I8", text));
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    List<Attempt> unknown() {
        return attempts.stream().filter(Attempt::isUnknown).toList();
    }

    List<Finding> malformed() {
        return List.copyOf(malformed);
    }

    /** Requests without an answer yet. */
    int underWay() {
        return underWay.get();
    }

    /** Answers so far that say accepted. */
    int accepted() {
        return accepted.get();
    }

    /** Events of which a valid rating was sent: no more ratings than these can ever be counted. */
    int invokedEvents() {
        return invoked.get();
    }

    /** How many attempts were once unknown, and why. */
    Map<String, AtomicInteger> unknownBecause() {
        return new TreeMap<>(unknownBecause);
    }

    /** Attempts by verdict. */
    Map<String, Long> verdicts() {
        return attempts.stream()
                .map(Attempt::receipt)
                .map(receipt -> receipt == null ? "unknown" : receipt.replaced() ? "replaced" : receipt.verdict())
                .collect(Collectors.groupingBy(verdict -> verdict, TreeMap::new, Collectors.counting()));
    }
}
