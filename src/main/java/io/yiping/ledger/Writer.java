package io.yiping.ledger;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.yiping.platform.DirectConnections;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes one transaction after the other of what the ledger's queue holds, on a connection that it keeps.
 *
 * <p>Failure: a known event where none was expected is run again at once, a collision after a few milliseconds, an outage
 * on a new connection, with pauses; a commit without a certain answer is asked after. All that until the patience of the
 * oldest submission ends: then {@code retry}.
 *
 * <p>Thread-safety: everything runs on the ledger's own event loop.
 */
final class Writer {

    private static final Duration COLLISION_PAUSE = Duration.ofMillis(2);
    private static final Duration OUTAGE_PAUSE = Duration.ofMillis(100);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(500);

    /** What became of a commit is asked a little beyond patience: nobody can tell it any other way. */
    private static final Duration ASKING = Duration.ofSeconds(3);

    /** A statement stuck behind a lock ends before its clients' patience does. */
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    private static final String NAME = "ledger";

    private static final Duration INTRODUCING = Duration.ofSeconds(2);

    private static final Duration ROLLING_BACK = Duration.ofSeconds(2);

    /** An attempt that begins when patience is nearly over still gets a moment. */
    private static final Duration LAST_MOMENT = Duration.ofMillis(500);

    private final Ledger ledger;
    private final Journal journal;
    private final DirectConnections connections;
    private final Context context;
    private final long patienceNanos;
    private final Expectation expectation;
    private final LedgerMeters meters;
    private final InsertRatings insertRatings;
    private SqlConnection connection;
    private Backend backend;
    private long beganNanos;

    Writer(
            Ledger ledger,
            Journal journal,
            DirectConnections connections,
            Context context,
            LedgerConfig config,
            LedgerMeters meters) {
        this.ledger = ledger;
        this.journal = journal;
        this.insertRatings = new InsertRatings(journal);
        this.connections = connections;
        this.context = context;
        this.patienceNanos = config.patience().toNanos();
        this.expectation = new Expectation(config.newInARow());
        this.meters = meters;
    }

    /** Called by the ledger when it has work and this writer has none. */
    void wake() {
        context.runOnContext(now -> next());
    }

    private void next() {
        List<Submission> submissions = ledger.take(this);
        if (submissions.isEmpty()) {
            return;
        }
        try {
            write(new Flush(journal, insertRatings, submissions));
        } catch (RuntimeException | Error defect) {
            Log.error("A transaction could not be made; its senders are told to send again", defect);
            Submission.unknown(submissions);
            context.runOnContext(now -> next());
        }
    }

    private void write(Flush flush) {
        beganNanos = System.nanoTime();
        attempt(flush);
    }

    private void attempt(Flush flush) {
        run(flush, expectation.isAllNew());
    }

    private void run(Flush flush, boolean expectAllNew) {
        connected()
                .chain(there -> flush.run(there, expectAllNew))
                .ifNoItem()
                .after(attemptTime(flush))
                .fail()
                .subscribe()
                .with(done -> settled(flush), failure -> onLoop(() -> failed(flush, failure)));
    }

    private void settled(Flush flush) {
        long nanos = System.nanoTime() - beganNanos;
        meters.flushed(nanos, flush);
        ledger.wrote(nanos);
        ledger.connected();
        met(flush);
        // First the database gets its next work, then the senders are told.
        next();
        flush.settle();
    }

    private void met(Flush flush) {
        if (flush.metKnown()) {
            expectation.metKnown();
        } else {
            expectation.metOnlyNew(flush.ratings());
        }
    }

    private void failed(Flush flush, Throwable failure) {
        if (flush.mayBeCommitted()) {
            say(flush, "Committed or not, nobody knows: asking", failure);
            meters.lostCommit();
            ledger.outage();
            Backend lost = backend;
            dropConnection();
            ask(flush, lost);
            return;
        }
        Failure why = Failure.of(failure);
        meters.repeated(why);
        switch (why) {
            case KNOWN_EVENT -> {
                expectation.metKnown();
                run(flush, false);
            }
            case COLLISION -> {
                Log.infof("Run again after a collision: %s", failure.getMessage());
                rollBack(flush, () -> again(flush, COLLISION_PAUSE));
            }
            case POISON -> {
                Log.error("PostgreSQL refused values that were checked; this is a defect", failure);
                rollBack(flush, () -> isolate(flush));
            }
            case OUTAGE -> {
                say(flush, "Run again on another connection", failure);
                ledger.outage();
                dropConnection();
                again(flush, OUTAGE_PAUSE);
            }
        }
    }

    private void say(Flush flush, String what, Throwable failure) {
        if (flush.isNews(what)) {
            Log.warnf("%s: %s", what, failure);
        } else {
            Log.debugf("Once more: %s: %s", what, failure);
        }
    }

    private void ask(Flush flush, Backend lost) {
        connected()
                .chain(there -> flush.wasCommitted(there, lost))
                .ifNoItem()
                .after(ASKING)
                .fail()
                .subscribe()
                .with(committed -> answered(flush, committed), unknown -> onLoop(() -> askAgain(flush, lost)));
    }

    private void answered(Flush flush, boolean committed) {
        if (committed) {
            settled(flush);
        } else {
            // A server that has no room says so again and again.
            again(flush, OUTAGE_PAUSE);
        }
    }

    private void askAgain(Flush flush, Backend lost) {
        ledger.outage();
        dropConnection();
        unlessTooLate(flush, patienceNanos + ASKING.toNanos(), OUTAGE_PAUSE, () -> ask(flush, lost));
    }

    private void again(Flush flush, Duration pause) {
        unlessTooLate(flush, patienceNanos, pause, () -> attempt(flush));
    }

    /** A server that says nothing at all must leave time for another try, on another connection. */
    private Duration attemptTime(Flush flush) {
        long left = patienceNanos - waitedNanos(flush);
        return Duration.ofNanos(Math.max(LAST_MOMENT.toNanos(), Math.min(left, patienceNanos * 6 / 10)));
    }

    private static long waitedNanos(Flush flush) {
        return System.nanoTime() - flush.submissions().get(0).arrivedNanos();
    }

    private void unlessTooLate(Flush flush, long patience, Duration pause, Runnable step) {
        if (waitedNanos(flush) > patience) {
            flush.giveUp();
            probe();
        } else {
            long millis = pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis() + 1);
            context.owner().setTimer(millis, now -> onLoop(step));
        }
    }

    /** Goes on when there is a connection; until then new submissions are refused, not taken and kept waiting. */
    private void probe() {
        connected().subscribe().with(there -> next(), away -> {
            ledger.outage();
            context.owner().setTimer(PROBE_PAUSE.toMillis(), now -> onLoop(this::probe));
        });
    }

    /** One submission must not take its neighbours down for ever: each is tried alone. */
    private void isolate(Flush flush) {
        if (flush.submissions().size() == 1) {
            flush.giveUp();
            next();
            return;
        }
        ledger.writeAlone(flush.submissions());
        next();
    }

    private void rollBack(Flush flush, Runnable then) {
        if (flush.isRolledBack() || connection == null) {
            then.run();
            return;
        }
        connection
                .query("ROLLBACK")
                .execute()
                .ifNoItem()
                .after(ROLLING_BACK)
                .fail()
                .subscribe()
                .with(
                        done -> then.run(),
                        failure -> onLoop(() -> {
                            dropConnection();
                            then.run();
                        }));
    }

    /** Time-outs come from elsewhere. */
    private void onLoop(Runnable step) {
        context.runOnContext(now -> step.run());
    }

    private Uni<SqlConnection> connected() {
        if (connection != null) {
            return Uni.createFrom().item(connection);
        }
        return connections.open(NAME, STATEMENT).call(this::keep);
    }

    private Uni<Backend> keep(SqlConnection fresh) {
        connection = fresh;
        return Backend.of(fresh)
                .ifNoItem()
                .after(INTRODUCING)
                .fail()
                .onFailure()
                .invoke(failure -> onLoop(this::dropConnection))
                .invoke(its -> {
                    backend = its;
                    ledger.connected();
                });
    }

    /** Called by the ledger when everything is settled and nothing more will come. */
    void close() {
        context.runOnContext(now -> dropConnection());
    }

    private void dropConnection() {
        if (connection != null) {
            connection.close().subscribe().with(closed -> {}, failure -> {});
            connection = null;
        }
    }
}
