package io.yiping.ingest;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What uploads share: their places, and the memory that their lines hold until they are settled.
 *
 * <p>Bounds: places, see {@link UploadConfig#atOnce}; bytes, see {@link UploadConfig#gathered}: the chunks that are at the
 * ledger and the one that is gathered.
 *
 * <p>Thread-safety: safe; uploads run on several event loops. Their shares are computed from what is true at that moment,
 * so the bound may be exceeded by a line of each, and by the 64 KiB that each may always hold.
 */
@Singleton
final class Uploads {

    /** An upload may always hold this much: the longest line fits, and nobody waits for somebody else's slow client. */
    private static final long LEAST = 64 * 1024;

    /** One alone may hold four fifths of the memory, each of eight an eighth, each of 200 a two-hundredth. */
    private static final int FREE_TIMES = 4;

    private final IngestMeters.Way meters;
    private final int places;
    private final long budget;
    private final Duration patience;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong held = new AtomicLong();
    private final Set<Upload> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Uploads(UploadConfig config, IngestMeters meters) {
        this.meters = meters.stream();
        this.places = config.atOnce();
        this.budget = config.gathered().asLongValue();
        this.patience = config.patience();
    }

    IngestMeters.Way meters() {
        return meters;
    }

    Duration patience() {
        return patience;
    }

    /** @return false when every place is taken; else {@link #leave} has to follow, once */
    boolean enter() {
        if (active.incrementAndGet() > places) {
            active.decrementAndGet();
            return false;
        }
        return true;
    }

    /** The service is about to stop: each upload is ended with its problem while there is time to tell it. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        underWay.forEach(Upload::stop);
    }

    boolean isStopping() {
        return stopping;
    }

    void started(Upload upload) {
        underWay.add(upload);
        if (stopping) {
            upload.stop();
        }
    }

    void ended(Upload upload) {
        underWay.remove(upload);
    }

    /** Places taken now. */
    int active() {
        return active.get();
    }

    void leave() {
        active.decrementAndGet();
    }

    /**
     * Whether an upload that holds so much may gather more: while it holds less than a multiple of what is free. So those
     * who need much come to equal shares, however many there are, and who holds little takes nothing from them (dynamic
     * thresholds, as switches share their buffers).
     */
    boolean hasRoom(long bytes) {
        return bytes < LEAST || bytes < FREE_TIMES * (budget - held.get());
    }

    void hold(long bytes) {
        held.addAndGet(bytes);
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
