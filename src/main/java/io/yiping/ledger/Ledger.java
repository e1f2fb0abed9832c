package io.yiping.ledger;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.yiping.ledger.Answer.Reason;
import io.yiping.ledger.Answer.Refused;
import io.yiping.platform.DatabaseReady;
import io.yiping.platform.DirectConnections;
import io.yiping.platform.OwnLoop;
import io.yiping.rating.Rating;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes ratings and settles each: at most one stands for a service event, and what is acknowledged is committed together
 * with its counts. Group commit: what arrives while a transaction is under way forms the next one.
 *
 * <p>Bounds: ratings that wait, and the time they would wait; beyond, a submission is refused before anything is tried,
 * with the time after which the queue will have room. What has waited longer than its patience is {@code retry}.
 *
 * <p>Failure: never fails; every submission is answered once. Nobody who goes away cancels what was taken.
 *
 * <p>Thread-safety: safe; the queue is guarded by one lock, held for a few instructions.
 */
@Singleton
public final class Ledger {

    private static final Duration SWEEP_EVERY = Duration.ofMillis(500);
    private static final Duration STARTING = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int AFTER_HTTP = 1_000;

    /** Half of what a transaction may have is enough for another, however large the one before was. */
    private static final int FLUSH_PARTS_TO_BEGIN = 2;

    /** Nobody waits so long for one that is writing, unless that one waits for a lock itself. */
    private static final Duration HELD_UP = Duration.ofMillis(500);

    private final LedgerConfig config;
    private final Journal journal;
    private final DirectConnections connections;
    private final Vertx vertx;
    private final LedgerMeters meters;

    private final Object lock = new Object();
    private final ArrayDeque<Submission> queue = new ArrayDeque<>();
    private final List<Writer> idle = new ArrayList<>();

    private final Pace pace;
    private int queued;

    /** Ratings of the transaction that was begun last. */
    private int begun;

    private int busy;
    private int alone;
    private long wroteNanos;
    private long outageNanos;
    private boolean open;
    private long sweeper;
    private OwnLoop loop;

    Ledger(LedgerConfig config, Journal journal, DirectConnections connections, Vertx vertx, LedgerMeters meters) {
        this.config = config;
        this.pace = new Pace(config.flushRatings());
        this.journal = journal;
        this.connections = connections;
        this.vertx = vertx;
        this.meters = meters;
        meters.watch(this);
    }

    void open(@Observes DatabaseReady event) {
        synchronized (lock) {
            if (loop == null) {
                loop = new OwnLoop(vertx, "yiping-ledger");
            }
            for (int i = idle.size() + busy; i < config.writers(); i++) {
                idle.add(new Writer(this, journal, connections, loop.context(), config, meters));
            }
            open = true;
        }
        sweeper = vertx.setPeriodic(SWEEP_EVERY.toMillis(), now -> sweep());
    }

    /**
     * Settles ratings that came together, in one transaction, in their order.
     *
     * @param ratings valid; at most a batch
     * @param receivedAt when they were received, to the microsecond
     * @param loop an event loop, where the sender is told
     * @param sender takes the answer, once. No {@code Uni}: it costs a single post what decoding it does
     */
    public void submit(List<Rating> ratings, Instant receivedAt, Context loop, Consumer<Answer> sender) {
        admit(new Submission(ratings, receivedAt, System.nanoTime(), loop, sender));
    }

    /**
     * Whether so many ratings would be refused now: worth asking before decoding them.
     *
     * @return the refusal, or null
     */
    public Refused refusal(int ratings) {
        return refusal(ratings, 0);
    }

    /** @param coming ratings that are not submitted yet, but come before these */
    public Refused refusal(int ratings, int coming) {
        synchronized (lock) {
            if (!open) {
                return new Refused(Reason.NOT_READY, STARTING);
            }
            if (isAway()) {
                return new Refused(Reason.DATABASE_AWAY, STARTING);
            }
            int before = queued + coming;
            Duration wait = estimatedWait(before);
            boolean full = before > 0 && before + ratings > config.queueRatings();
            if (!full && wait.compareTo(config.maxWait()) <= 0) {
                return null;
            }
            // By then half of the queue has gone.
            return new Refused(Reason.OVERLOADED, estimatedWait(before / 2));
        }
    }

    private void admit(Submission submission) {
        Refused refusal;
        Writer writer = null;
        synchronized (lock) {
            refusal = refusal(submission.size());
            if (refusal == null) {
                queue.add(submission);
                queued += submission.size();
                writer = writerToWake();
            }
        }
        if (refusal != null) {
            submission.refused(refusal);
        } else {
            wake(writer);
        }
    }

    private Writer writerToWake() {
        if (idle.isEmpty() || !isWorthATransaction(busy)) {
            return null;
        }
        if (busy == 0) {
            wroteNanos = System.nanoTime();
        }
        busy++;
        return idle.remove(idle.size() - 1);
    }

    /** A transaction that takes longer than usual is part of the wait: the database may be stuck. */
    private Duration estimatedWait(int ratings) {
        Duration wait = pace.timeFor(ratings);
        if (busy == 0) {
            return wait;
        }
        Duration silence = Duration.ofNanos(System.nanoTime() - wroteNanos);
        Duration usual = pace.flush();
        return silence.compareTo(usual) > 0 ? wait.plus(silence).minus(usual) : wait;
    }

    /**
     * Another transaction beside those under way pays when it has as many ratings as the one before: sooner, both would only be smaller,
     * and one or two that happened to come first would take the turn of all that come behind them.
     *
     * @param others that are under way
     */
    private boolean isWorthATransaction(int others) {
        if (queue.isEmpty()) {
            return false;
        }
        boolean asLarge = queued >= Math.min(begun, config.flushRatings() / FLUSH_PARTS_TO_BEGIN);
        return others == 0 || asLarge || isHeldUp(queue.peek());
    }

    private static boolean isHeldUp(Submission oldest) {
        return System.nanoTime() - oldest.arrivedNanos() > HELD_UP.toNanos();
    }

    /** @return the next transaction's submissions; none when the writer has become idle */
    List<Submission> take(Writer writer) {
        synchronized (lock) {
            if (isWorthATransaction(busy - 1)) {
                return taken();
            }
            busy--;
            idle.add(writer);
            lock.notifyAll();
            return List.of();
        }
    }

    private List<Submission> taken() {
        List<Submission> taken = new ArrayList<>();
        int ratings = 0;
        while (!queue.isEmpty() && hasRoom(taken, ratings)) {
            Submission submission = queue.poll();
            taken.add(submission);
            ratings += submission.size();
        }
        queued -= ratings;
        begun = ratings;
        alone = Math.max(0, alone - 1);
        return taken;
    }

    private boolean hasRoom(List<Submission> taken, int ratings) {
        return taken.isEmpty() || alone == 0 && ratings + queue.peek().size() <= config.flushRatings();
    }

    /** After a transaction that was refused for its values: the next so many are made of one submission each. */
    void writeAlone(List<Submission> suspects) {
        synchronized (lock) {
            for (int i = suspects.size() - 1; i >= 0; i--) {
                queue.addFirst(suspects.get(i));
                queued += suspects.get(i).size();
            }
            alone += suspects.size();
        }
    }

    void wrote(long nanos) {
        synchronized (lock) {
            pace.measured(nanos, busy);
            wroteNanos = System.nanoTime();
        }
    }

    /** Ratings that wait. */
    int queued() {
        synchronized (lock) {
            return queued;
        }
    }

    /** Called by a writer that got no connection, or lost it: another need not wait until as much has come as that one has. */
    void outage() {
        Writer next;
        synchronized (lock) {
            if (outageNanos == 0) {
                outageNanos = System.nanoTime();
            }
            begun = 0;
            next = writerToWake();
        }
        wake(next);
    }

    /** Called by a writer that has a connection again. */
    void connected() {
        synchronized (lock) {
            outageNanos = 0;
        }
    }

    private boolean isAway() {
        return outageNanos != 0
                && System.nanoTime() - outageNanos > config.outageTolerance().toNanos();
    }

    private void sweep() {
        List<Submission> late = new ArrayList<>();
        Writer next;
        synchronized (lock) {
            long oldest = System.nanoTime() - config.patience().toNanos();
            while (!queue.isEmpty() && queue.peek().arrivedNanos() - oldest < 0) {
                Submission submission = queue.poll();
                queued -= submission.size();
                late.add(submission);
            }
            next = writerToWake();
        }
        Submission.unknown(late);
        wake(next);
    }

    /** @param next may be null */
    private static void wake(Writer next) {
        if (next != null) {
            next.wake();
        }
    }

    /** Takes nothing more, and waits until what was taken is settled. */
    void drain(@Observes @Priority(AFTER_HTTP) ShutdownEvent event) throws InterruptedException {
        synchronized (lock) {
            open = false;
            long end = System.nanoTime() + DRAIN.toNanos();
            while (busy > 0 && System.nanoTime() < end) {
                lock.wait(100);
            }
            idle.forEach(Writer::close);
            Submission.unknown(queue);
            queue.clear();
            if (busy > 0) {
                Log.warnf("Stopping with %d transactions under way; their senders were told nothing", busy);
            }
        }
        vertx.cancelTimer(sweeper);
        if (loop != null) {
            loop.close();
        }
    }
}
