package io.yiping.count;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.yiping.platform.DatabaseReady;
import io.yiping.platform.EventLoop;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Follows the journal on this instance: sees each version once, in order, and keeps what is not folded yet.
 *
 * <p>Bound: changes kept in memory; at the bound it stops reading until they are folded.
 *
 * <p>Failure: a poll that fails is repeated with the next tick; the figures stay exact at the version that was reached.
 *
 * <p>Thread-safety: safe; its state lives on one event loop, {@link #onLoop} takes others there.
 */
@Singleton
final class Follower {

    private static final int PAGE = 256;

    /** A poll that has got no answer by then is asked again. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final CountConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private final AtomicBoolean somebodyWaits = new AtomicBoolean();
    private final List<Waiting> waiting = new ArrayList<>();
    private Context loop;
    private Unfolded unfolded;

    /** The journal was read to its end once; from then on no answer is older than what was answered before the start. */
    private volatile boolean caughtUp;

    private boolean polling;
    private boolean pollAgain;
    private volatile boolean stopped;
    private volatile long timer;

    Follower(CountConfig config, Pool pool, Vertx vertx) {
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
    }

    void start(@Observes DatabaseReady event) {
        loop = ((VertxInternal) vertx).createEventLoopContext();
        stopped = false;
        loop.runOnContext(now -> timer = vertx.setPeriodic(config.followEvery().toMillis(), tick -> poll()));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** A version was committed on this instance; only somebody who waits for it cannot wait for the next tick. */
    void committed(long version) {
        if (somebodyWaits.get()) {
            loop.runOnContext(now -> poll());
        }
    }

    boolean hasCaughtUp() {
        return caughtUp;
    }

    /** As {@link #onLoop}, for answering readers: fails until the journal has been read to its end once. */
    <T> Uni<T> whenCaughtUp(Function<Unfolded, T> step) {
        return onLoop(state -> {
            if (!caughtUp) {
                throw new IllegalStateException("the journal is still being read");
            }
            return step.apply(state);
        });
    }

    /** Runs a step on the follower's event loop, with its state; fails while the first poll is still to come. */
    <T> Uni<T> onLoop(Function<Unfolded, T> step) {
        if (loop == null) {
            return Uni.createFrom().failure(new IllegalStateException("the database is not ready"));
        }
        return Uni.createFrom().emitter(listener -> loop.runOnContext(now -> run(step, listener)));
    }

    private <T> void run(Function<Unfolded, T> step, UniEmitter<? super T> listener) {
        try {
            if (unfolded == null) {
                throw new IllegalStateException("the journal has not been read yet");
            }
            listener.complete(step.apply(unfolded));
        } catch (RuntimeException e) {
            listener.fail(e);
        }
    }

    /** @return true as soon as this instance has followed up to the version; false when the time is over */
    Uni<Boolean> reach(long version, Duration patience) {
        if (loop == null) {
            return Uni.createFrom().item(false);
        }
        return Uni.createFrom().emitter(listener -> {
            Waiting one = new Waiting(version, listener);
            loop.runOnContext(now -> await(one));
            vertx.setTimer(patience.toMillis(), late -> loop.runOnContext(now -> giveUp(one)));
        });
    }

    private record Waiting(long version, UniEmitter<? super Boolean> listener) {}

    private void await(Waiting one) {
        if (caughtUp && unfolded.version() >= one.version()) {
            one.listener().complete(true);
        } else {
            waiting.add(one);
            somebodyWaits.set(true);
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
    void poll() {
        if (stopped) {
            return;
        }
        if (polling) {
            pollAgain = true;
            return;
        }
        polling = true;
        long after = unfolded == null ? Long.MAX_VALUE : unfolded.version();
        ReadJournal.after(pool, after, room())
                .ifNoItem()
                .after(SILENCE)
                .fail()
                .emitOn(EventLoop.of(loop))
                .subscribe()
                .with(this::read, this::failed);
    }

    private int room() {
        boolean full = unfolded != null && unfolded.changes() >= config.maxUnfoldedChanges();
        return full ? 0 : PAGE;
    }

    private void read(ReadJournal.Page page) {
        polling = false;
        boolean first = unfolded == null;
        if (first) {
            unfolded = new Unfolded(page.foldedVersion(), page.foldedRecordedAt());
            pollAgain = true;
        }
        boolean hadRoom = room() > 0;
        for (JournalEntry entry : page.entries()) {
            unfolded.append(entry);
        }
        // A full page may end before the fold does: go on reading, so that no version is jumped over.
        if (page.entries().size() < PAGE || page.foldedVersion() <= unfolded.version()) {
            unfolded.folded(page.foldedVersion(), page.foldedRecordedAt());
        }
        caughtUp |= !first && hadRoom && page.entries().size() < PAGE;
        tellWaiting();
        if (pollAgain || page.entries().size() == PAGE) {
            pollAgain = false;
            poll();
        }
    }

    private void failed(Throwable failure) {
        polling = false;
        pollAgain = false;
        Log.debug("The journal could not be read; the next tick asks again", failure);
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
