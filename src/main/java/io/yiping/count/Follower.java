package io.yiping.count;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.yiping.platform.DatabaseReady;
import io.yiping.platform.DirectConnections;
import io.yiping.platform.EventLoop;
import io.yiping.platform.KeptConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Follows the journal on this instance: sees each version once, in order, and keeps what is not folded yet.
 *
 * <p>Bound: changes kept in memory; at the bound it stops reading until they are folded.
 *
 * <p>Failure: a poll that fails is repeated with the next tick; the figures stay exact at the version that was reached.
 *
 * <p>Thread-safety: safe; its state lives on one event loop, others get a {@link View}.
 */
@Singleton
final class Follower {

    /** A page of the journal ends with the entry that reaches the one or the other: some 5 MB on its way. */
    private static final int PAGE = 256;

    private static final int PAGE_CHANGES = 30_000;

    /** After a failure the next poll comes so much later. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** What was written here and not followed yet, in entries and in changes; beyond, it is read as others' is. */
    private static final int MAX_OWN = 1_000;

    private static final int MAX_OWN_CHANGES = 250_000;

    /**
     * A few of the newest rows, by key. A plan made while the journal is short would scan it, and go on to when it has become
     * long.
     */
    private static final Map<String, String> BY_KEY =
            Map.of("enable_seqscan", "off", "enable_hashjoin", "off", "enable_mergejoin", "off");

    /** Readers that wait for a version at once; another is told at once that it was not reached. */
    private static final int MAX_WAITING = 10_000;

    /** A poll that has got no answer by then is asked again. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final CountConfig config;
    private final KeptConnection connection;
    private final Vertx vertx;
    private final AtomicBoolean somebodyWaits = new AtomicBoolean();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<Long, JournalEntry> own = new HashMap<>();
    private int ownChanges;
    private volatile Context loop;
    private Unfolded unfolded;
    private volatile View view;

    /** The journal was read to its end once; from then on no answer is older than what was answered before the start. */
    private volatile boolean caughtUp;

    private boolean failing;
    private long pauseUntilNanos;
    private boolean polling;
    private boolean pollAgain;
    private volatile boolean stopped;
    private volatile long timer;

    Follower(CountConfig config, DirectConnections connections, Vertx vertx, CountMeters meters) {
        this.config = config;
        this.connection = connections.keep("follower", SILENCE, BY_KEY);
        this.vertx = vertx;
        meters.watch(this);
    }

    void start(@Observes DatabaseReady event) {
        loop = ((VertxInternal) vertx).createEventLoopContext();
        stopped = false;
        loop.runOnContext(now -> timer = vertx.setPeriodic(config.followEvery().toMillis(), tick -> poll()));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
        connection.close();
    }

    /**
     * A version was committed on this instance. Its place among those of other instances is the journal's to say; only its
     * content need not be read again. Somebody who waits for it cannot wait for the next tick.
     *
     * @param entry what was written, or null when that is not at hand
     */
    void committed(long version, JournalEntry entry) {
        if (loop == null) {
            return;
        }
        loop.runOnContext(now -> {
            if (entry != null && hasRoomForOwn() && unfolded != null && version > unfolded.version()) {
                own.put(version, entry);
                ownChanges += entry.size();
            }
            if (somebodyWaits.get()) {
                poll();
            }
        });
    }

    private boolean hasRoomForOwn() {
        return own.size() < MAX_OWN && ownChanges < MAX_OWN_CHANGES;
    }

    boolean hasCaughtUp() {
        return caughtUp;
    }

    /** What this instance knows now; fails until the journal has been read to its end once. */
    View view() {
        if (!caughtUp) {
            throw new IllegalStateException("the journal is still being read");
        }
        return view;
    }

    /** The same for folding, which may have to come before the end of the journal; null before the first poll. */
    View viewToFold() {
        return view;
    }

    /** Asks for what is new, from any thread: somebody knows that there is something. */
    void hurry() {
        loop.runOnContext(now -> poll());
    }

    /** @return true as soon as this instance has followed up to the version; false when the time is over */
    Uni<Boolean> reach(long version, Duration patience) {
        if (loop == null) {
            return Uni.createFrom().failure(new IllegalStateException("the database is not ready"));
        }
        return Uni.createFrom().emitter(listener -> {
            Waiting one = new Waiting(version, listener);
            loop.runOnContext(now -> await(one, patience));
        });
    }

    private record Waiting(long version, UniEmitter<? super Boolean> listener) {}

    private void await(Waiting one, Duration patience) {
        if (caughtUp && unfolded.version() >= one.version()) {
            one.listener().complete(true);
        } else if (waiting.size() >= MAX_WAITING) {
            one.listener().complete(false);
        } else {
            waiting.add(one);
            somebodyWaits.set(true);
            vertx.setTimer(patience.toMillis(), late -> loop.runOnContext(now -> giveUp(one)));
            poll();
        }
    }

    private void giveUp(Waiting one) {
        if (waiting.remove(one)) {
            somebodyWaits.set(!waiting.isEmpty());
            one.listener().complete(false);
        }
    }

    /** Asks for what is new; on the event loop only. */
    private void poll() {
        if (stopped || failing && System.nanoTime() < pauseUntilNanos) {
            return;
        }
        if (polling) {
            pollAgain = true;
            return;
        }
        polling = true;
        long after = unfolded == null ? Long.MAX_VALUE : unfolded.version();
        Map<Long, JournalEntry> atHand = Map.copyOf(own);
        connection
                .use(one -> ReadJournal.after(one, after, room(), PAGE_CHANGES, atHand))
                .emitOn(EventLoop.of(loop))
                .subscribe()
                .with(this::read, this::failed);
    }

    private int room() {
        boolean full = view != null && view.weight() >= config.maxUnfoldedChanges();
        return full ? 0 : PAGE;
    }

    private void read(ReadJournal.Page page) {
        polling = false;
        failing = false;
        boolean first = unfolded == null;
        if (first) {
            unfolded = new Unfolded(page.folded());
            pollAgain = true;
        }
        boolean hadRoom = room() > 0;
        boolean more = page.entries().size() == PAGE || page.changes() >= PAGE_CHANGES;
        long known = unfolded.version();
        long floor = unfolded.floor();
        for (JournalEntry entry : page.entries()) {
            unfolded.append(entry);
        }
        // A full page may end before the fold does: go on reading, so that no version is jumped over.
        if (!more || page.folded().version() <= unfolded.version()) {
            unfolded.folded(page.folded());
        }
        if (first || unfolded.version() != known || unfolded.floor() != floor) {
            view = unfolded.view();
        }
        own.keySet().removeIf(followed -> followed <= unfolded.version());
        ownChanges = own.values().stream().mapToInt(JournalEntry::size).sum();
        caughtUp |= !first && hadRoom && !more;
        tellWaiting();
        if (pollAgain || more) {
            pollAgain = false;
            poll();
        }
    }

    private void failed(Throwable failure) {
        polling = false;
        pollAgain = false;
        pauseUntilNanos = System.nanoTime() + PAUSE.toNanos();
        if (!failing) {
            Log.warnf("The journal cannot be read; figures stay at version %s: %s", versionNow(), failure);
        }
        failing = true;
    }

    private String versionNow() {
        return view == null ? "?" : Long.toString(view.version());
    }

    private void tellWaiting() {
        waiting.removeIf(one -> {
            boolean reached = caughtUp && unfolded.version() >= one.version();
            if (reached) {
                one.listener().complete(true);
            }
            return reached;
        });
        somebodyWaits.set(!waiting.isEmpty());
    }
}
