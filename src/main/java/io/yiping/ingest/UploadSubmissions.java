package io.yiping.ingest;

import io.vertx.core.Vertx;
import io.yiping.ledger.Answer;
import io.yiping.ledger.Ledger;
import io.yiping.platform.EventLoop;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The chunks of one upload that are at the ledger, in the order of their lines. Several at a time, so that one is decoded
 * while another is written: one after the other leaves half of the processors idle. Yet of two lines of one event the
 * first has to be settled first, so a chunk with an event of one that is not settled yet waits.
 *
 * <p>Bound: {@link #AT_ONCE}; their memory is the upload's matter. Failure: what is refused, or not known to be stored, is
 * submitted again until the upload is over. Thread-safety: none; it belongs to its upload's event loop.
 */
final class UploadSubmissions {

    /** Two writers, as there are unless somebody sets another number, are kept at work by two chunks at them and one that waits. */
    private static final int AT_ONCE = 3;

    private static final long PAUSE_MILLIS = 50;

    /** Told what becomes of the chunks. */
    interface Listener {
        void settled();

        void notReady();
    }

    private final Ledger ledger;
    private final Vertx vertx;
    private final Listener upload;
    private final Uploads uploads;
    private final ArrayDeque<UploadChunk> underWay = new ArrayDeque<>();
    private boolean over;

    UploadSubmissions(Ledger ledger, Uploads uploads, Vertx vertx, Listener upload) {
        this.ledger = ledger;
        this.uploads = uploads;
        this.vertx = vertx;
        this.upload = upload;
    }

    /** Whether the chunk, whose lines follow all of these, may be submitted now. */
    boolean admit(UploadChunk next) {
        if (underWay.size() >= AT_ONCE) {
            return false;
        }
        for (UploadChunk chunk : underWay) {
            if (!chunk.isSettled() && chunk.hasEventsOf(next)) {
                return false;
            }
        }
        return true;
    }

    /** A chunk without ratings is settled when this returns, and nobody is told. */
    void submit(UploadChunk chunk) {
        underWay.add(chunk);
        if (chunk.ratings().isEmpty()) {
            chunk.settled(List.of());
        } else {
            tryIt(chunk);
        }
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** The one that is told next, settled or not; or null. */
    UploadChunk first() {
        return underWay.peek();
    }

    void removeFirst() {
        underWay.remove();
    }

    long bytes() {
        long bytes = 0;
        for (UploadChunk chunk : underWay) {
            bytes += chunk.bytes();
        }
        return bytes;
    }

    /** The upload is over: whatever becomes of them is told to nobody, but counted. */
    void forget() {
        over = true;
        underWay.stream().filter(UploadChunk::isSettled).forEach(this::countUntold);
        underWay.clear();
    }

    private void countUntold(UploadChunk chunk) {
        chunk.countUntold(uploads.meters());
        uploads.release(chunk.bytes());
    }

    private void tryIt(UploadChunk chunk) {
        // Asked first: a submission that is refused has cost its fingerprints already.
        Answer.Refused refused = ledger.refusal(chunk.ratings().size());
        if (refused != null) {
            answered(chunk, refused);
            return;
        }
        ledger.submit(chunk.ratings(), chunk.receivedAt(), EventLoop.now(), answer -> answered(chunk, answer));
    }

    private void answered(UploadChunk chunk, Answer answer) {
        if (over) {
            if (answer instanceof Answer.Settled late) {
                chunk.settled(late.outcomes());
            }
            countUntold(chunk);
        } else if (answer instanceof Answer.Refused refused && refused.reason() == Answer.Reason.NOT_READY) {
            underWay.remove(chunk);
            countUntold(chunk);
            upload.notReady();
        } else if (answer instanceof Answer.Settled done && !UploadChunk.isUnknown(done.outcomes())) {
            chunk.settled(done.outcomes());
            upload.settled();
        } else {
            // Full, or not known to be stored: an upload waits and submits the same again.
            vertx.setTimer(PAUSE_MILLIS, now -> tryAgain(chunk));
        }
    }

    private void tryAgain(UploadChunk chunk) {
        if (over) {
            countUntold(chunk);
        } else {
            tryIt(chunk);
        }
    }
}
