package io.yiping.ingest;

import io.yiping.ledger.Outcome;
import io.yiping.rating.Draft;
import io.yiping.rating.Rating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A batch on its way: a receipt an item, in the end; meanwhile the ratings that go to the ledger. */
final class Batch {
    private final Receipt[] receipts;
    private final Instant receivedAt;
    private final List<Rating> ratings;
    private final int[] indexes;

    Batch(int size, Instant receivedAt) {
        this.receipts = new Receipt[size];
        this.receivedAt = receivedAt;
        this.ratings = new ArrayList<>(size);
        this.indexes = new int[size];
    }

    int size() {
        return receipts.length;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    List<Rating> ratings() {
        return ratings;
    }

    Receipt receipt(int index) {
        return receipts[index];
    }

    void checked(int index, Draft draft, Rating rating) {
        if (rating == null) {
            receipts[index] = Receipt.rejected(draft, receivedAt);
        } else {
            indexes[ratings.size()] = index;
            ratings.add(rating);
        }
    }

    void settled(List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            String id = ratings.get(i).serviceEventId();
            receipts[indexes[i]] = Receipt.settled(id, outcomes.get(i), receivedAt);
        }
    }

    void retryAll() {
        Arrays.fill(receipts, Receipt.retry(null, receivedAt));
    }

    void retryRest() {
        for (int i = 0; i < ratings.size(); i++) {
            receipts[indexes[i]] = Receipt.retry(ratings.get(i).serviceEventId(), receivedAt);
        }
    }

    /** To be asked for once, when each item has its receipt: meters count along. */
    Accounting accounting(IngestMeters.Way meters) {
        Accounting accounting = new Accounting(meters);
        for (Receipt receipt : receipts) {
            accounting.add(receipt);
        }
        return accounting;
    }
}
