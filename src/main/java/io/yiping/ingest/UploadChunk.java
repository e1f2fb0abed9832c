package io.yiping.ingest;

import io.yiping.ledger.Outcome;
import io.yiping.rating.Rating;
import io.yiping.rating.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of an upload that go to the ledger together: ratings, and between them the items that are rejected already. When
 * the ratings are settled, the items are told in their order, some at a time.
 */
final class UploadChunk {

    private static final int MAX_LINES = 4_000;
    private static final int LARGE_LINES = 1_000;

    /** What a rating costs beside its texts, until it is settled: objects here and in the ledger, its part of the INSERT. */
    private static final int RATING_BYTES = 800;

    private static final int ITEM_BYTES = 64;

    private final Instant receivedAt;
    private final List<Rating> ratings = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final EventHashes events = new EventHashes();
    private long bytes;
    private List<Outcome> outcomes;
    private int told;
    private int toldRatings;

    /** @param rejected the answer of an item that is rejected, as a line; null for a rating that the ledger settles */
    private record Item(long line, byte[] rejected) {}

    UploadChunk(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    List<Rating> ratings() {
        return ratings;
    }

    boolean isFull() {
        return items.size() >= MAX_LINES;
    }

    /** Worth a transaction of its own beside others of the same upload. */
    boolean isLarge() {
        return items.size() >= LARGE_LINES;
    }

    /** Estimated memory, on the high side. */
    long bytes() {
        return bytes;
    }

    /** @param length of its line; the texts live in memory as a Java object, and once more on their way to the database */
    void add(long line, Rating rating, int length) {
        ratings.add(rating);
        items.add(new Item(line, null));
        events.add(rating.serviceEventId());
        bytes += RATING_BYTES + 2L * length;
    }

    void addRejected(long line, byte[] answer) {
        items.add(new Item(line, answer));
        bytes += ITEM_BYTES + answer.length;
    }

    /** False when the two have no event in common; true when they have, or seldom when they have not. */
    boolean hasEventsOf(UploadChunk other) {
        return !events.isDisjointFrom(other.events);
    }

    /** @param outcomes of the ratings, in their order */
    void settled(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    boolean isSettled() {
        return outcomes != null;
    }

    /** Tells at most so many items, and fewer when the client does not read. @return whether all have been told */
    boolean tell(UploadAnswers answers, int atMost) {
        int end = Math.min(items.size(), told + atMost);
        while (told < end && !answers.isFull()) {
            tell(answers, items.get(told++));
        }
        return told == items.size();
    }

    private void tell(UploadAnswers answers, Item item) {
        if (item.rejected() == null) {
            String id = ratings.get(toldRatings).serviceEventId();
            answers.item(item.line(), Receipt.settled(id, outcomes.get(toldRatings++), receivedAt));
        } else {
            answers.rejected(item.line(), item.rejected());
        }
    }

    /** Of an upload that is over: what nobody was told has come in all the same. */
    void countUntold(IngestMeters.Way meters) {
        while (told < items.size()) {
            boolean isRating = items.get(told++).rejected() == null;
            if (isRating && outcomes == null) {
                meters.add(Verdict.RETRY);
            } else if (isRating) {
                String id = ratings.get(toldRatings).serviceEventId();
                meters.add(Receipt.settled(id, outcomes.get(toldRatings++), receivedAt));
            } else {
                meters.add(Verdict.REJECTED);
            }
        }
    }

    /** A submission is settled as a whole or not at all. */
    static boolean isUnknown(List<Outcome> outcomes) {
        return outcomes.get(0).verdict() == Verdict.RETRY;
    }
}
