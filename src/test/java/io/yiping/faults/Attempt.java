package io.yiping.faults;

import java.util.concurrent.atomic.AtomicReference;

/** One rating that was sent, perhaps several times, until a receipt was there. */
final class Attempt {

    private final Offer offer;
    private final AtomicReference<Reply> reply = new AtomicReference<>();
    private volatile boolean wasUnknown;

    Attempt(Offer offer) {
        this.offer = offer;
    }

    Offer offer() {
        return offer;
    }

    void answered(Reply answer) {
        wasUnknown |= answer instanceof Reply.Unknown;
        reply.set(answer);
    }

    boolean isUnknown() {
        return receipt() == null;
    }

    /** At least once nobody knew. */
    boolean wasUnknown() {
        return wasUnknown;
    }

    /** @return null while it is not known */
    Reply.Receipt receipt() {
        return reply.get() instanceof Reply.Receipt receipt ? receipt : null;
    }

    @Override
    public String toString() {
        return offer + " → " + reply.get();
    }
}
