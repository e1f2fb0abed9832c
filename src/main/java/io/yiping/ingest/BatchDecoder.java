package io.yiping.ingest;

import io.yiping.rating.Draft;

/** Decodes and checks the items of a batch, some at a time. Gone before the batch is queued: the body with it. */
final class BatchDecoder {
    private final byte[] body;
    private final Items items;
    private final Batch batch;
    private int next;

    BatchDecoder(byte[] body, Items items, Batch batch) {
        this.body = body;
        this.items = items;
        this.batch = batch;
    }

    /**
     * Decodes the next items.
     *
     * @return whether more are left
     * @throws NotJson names the item
     */
    boolean decode(int atMost) throws NotJson {
        int end = Math.min(next + atMost, items.count());
        while (next < end) {
            Draft draft = draft();
            batch.checked(next++, draft, draft.check(batch.receivedAt()));
        }
        return next < items.count();
    }

    private Draft draft() throws NotJson {
        try {
            return RatingDecoder.decode(body, items.from(next), items.to(next));
        } catch (NotJson e) {
            throw new NotJson("Item " + next + ", which begins at byte " + items.from(next) + ": " + e.getMessage());
        }
    }
}
