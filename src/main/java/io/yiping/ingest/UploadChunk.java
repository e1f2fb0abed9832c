package io.yiping.ingest;

import io.yiping.ledger.Outcome;
import io.yiping.rating.Rating;
import io.yiping.rating.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lines of an upload that go to the ledger together: ratings, and between them the items that are rejected already. */
final class UploadChunk {

    private final Instant receivedAt;
    private final List<Rating> ratings = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();

    /** @param rejected null for a rating that the ledger settles */
    private record Item(long line, Receipt rejected) {}

    UploadChunk(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    List<Rating> ratings() {
        return ratings;
    }

    int size() {
        return items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    void add(long line, Rating rating) {
        ratings.add(rating);
        items.add(new Item(line, null));
    }

    void add(long line, Receipt rejected) {
        items.add(new Item(line, rejected));
    }

    /** @param outcomes of the ratings, in their order */
    void tell(UploadAnswers answers, List<Outcome> outcomes) {
        int settled = 0;
        for (Item item : items) {
            Receipt receipt = item.rejected();
            if (receipt == null) {
                String id = ratings.get(settled).serviceEventId();
                receipt = Receipt.settled(id, outcomes.get(settled++), receivedAt);
            }
            answers.item(item.line(), receipt);
        }
        answers.committedThrough(items.get(items.size() - 1).line());
    }

    /** A submission is settled as a whole or not at all. */
    static boolean isUnknown(List<Outcome> outcomes) {
        return outcomes.get(0).verdict() == Verdict.RETRY;
    }
}
