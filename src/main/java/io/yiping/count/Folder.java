package io.yiping.count;

import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.platform.DatabaseReady;
import io.yiping.platform.DirectConnections;
import io.yiping.platform.KeptConnection;
import io.yiping.platform.Workers;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * Adds what is not folded yet to the count tables, in large steps. Every instance tries; the lock on the one row of
 * {@code count_fold} lets one do it, and dies with its transaction, so a killed folder holds nobody up. The row says up
 * to which version the tables go, in the same transaction as the counts themselves.
 *
 * <p>Failure: the step is rolled back and tried again with a later tick; no figure is wrong meanwhile.
 */
@Singleton
final class Folder {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** The next table's rows are put in order while the server adds those of the one before. */
    private static final int TABLES_AHEAD = 2;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PAUSE_FOR_OTHERS = Duration.ofMillis(200);
    private static final Duration SAY_EVERY = Duration.ofMinutes(1);

    /** A whole step takes some seconds; one that takes so long has lost its server. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final String LOCK = "SELECT version FROM count_fold FOR UPDATE SKIP LOCKED";

    private static final String SAY_HOW_FAR = """
            UPDATE count_fold SET version = $1, recorded_at = $2,
                   first_day = least(first_day, $3), last_day = greatest(last_day, $4)
            """;

    private static final String PRUNE =
            "DELETE FROM count_journal WHERE version <= $1 AND recorded_at < now() - make_interval(secs => $2)";

    private final CountConfig config;
    private final Follower follower;
    private final KeptConnection connection;
    private final Vertx vertx;
    private final CountMeters meters;
    private final AtomicBoolean folding = new AtomicBoolean();
    private final SubjectNumbers numbers = new SubjectNumbers();
    private final AddingUp addingUp;
    private volatile long timer;
    private volatile int stepSize;
    private volatile long saidNanos;
    private volatile long pauseUntilNanos = System.nanoTime();

    Folder(CountConfig config, Follower follower, DirectConnections connections, Vertx vertx, CountMeters meters) {
        this.config = config;
        this.follower = follower;
        this.connection = connections.keep("folder", SILENCE);
        this.vertx = vertx;
        this.meters = meters;
        this.stepSize = config.maxFoldedChanges();
        this.addingUp = new AddingUp(config.foldAtChanges());
    }

    void start(@Observes DatabaseReady event) {
        timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
        connection.close();
    }

    private void look() {
        View view = follower.viewToFold();
        if (view == null || isPausing() || !folding.compareAndSet(false, true)) {
            return;
        }
        if (isDue(view)) {
            fold().subscribe().with(this::ended, this::failed);
        } else if (view.changes() < config.foldWhenQuietChanges() && addingUp.isDue()) {
            addUp().subscribe().with(this::ended, this::leftLong);
        } else {
            folding.set(false);
        }
    }

    /** @param done false: another instance folds, or the follower has to catch up first */
    private void ended(boolean done) {
        if (done) {
            stepSize = config.maxFoldedChanges();
            saidNanos = 0;
            pauseUntilNanos = System.nanoTime();
        } else {
            pauseUntilNanos = System.nanoTime() + PAUSE_FOR_OTHERS.toNanos();
        }
        folding.set(false);
    }

    /** A step that was too much is halved; whatever it is, it is said again every minute. */
    private void failed(Throwable failure) {
        stepSize = Math.max(1, stepSize / 2);
        pause("A folding step failed; the next takes up to " + stepSize + " changes", failure);
    }

    /** Nothing is lost by it: the rest of the pass waits for the next. */
    private void leftLong(Throwable failure) {
        addingUp.giveUp();
        pause("Rows of counts could not be added up; they are read as they are", failure);
    }

    private void pause(String why, Throwable failure) {
        pauseUntilNanos = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
        if (saidNanos == 0 || System.nanoTime() - saidNanos > SAY_EVERY.toNanos()) {
            Log.warn(why, failure);
            saidNanos = System.nanoTime();
        }
        folding.set(false);
    }

    private boolean isPausing() {
        return System.nanoTime() - pauseUntilNanos < 0;
    }

    private boolean isDue(View view) {
        boolean old = view.waitingNanos() > config.foldAfter().toNanos();
        boolean many = view.changes() >= config.foldAtChanges() || view.weight() >= config.maxUnfoldedChanges();
        return old || many || isOver(view);
    }

    /** A burst was there and has ended. */
    private boolean isOver(View view) {
        return view.changes() >= config.foldWhenQuietChanges()
                && view.quietNanos() > config.foldWhenQuiet().toNanos();
    }

    /** What a step has done. */
    private record Step(SubjectNumbers.Found numbers, FoldSums sums) {

        private static final Step NONE = new Step(null, null);
    }

    /** Folds what this instance has followed, up to a bound, unless another instance is folding. @return whether it did */
    private Uni<Boolean> fold() {
        Timer.Sample begun = meters.begin();
        return locked(this::foldFrom).invoke(follower::hurry).map(step -> committed(begun, step));
    }

    /** A transaction that begins with asking for the lock. */
    private <T> Uni<T> locked(BiFunction<SqlConnection, RowSet<Row>, Uni<T>> work) {
        return connection.use(own -> own.query("BEGIN")
                .execute()
                .chain(() -> own.query(LOCK).execute())
                .chain(locked -> work.apply(own, locked))
                .call(() -> own.query("COMMIT").execute()));
    }

    /** @return false: another instance is folding */
    private Uni<Boolean> addUp() {
        return locked((own, locked) -> locked.size() == 1
                ? addingUp.piece(own).replaceWith(true)
                : Uni.createFrom().item(false));
    }

    private boolean committed(Timer.Sample begun, Step step) {
        if (step == Step.NONE) {
            return false;
        }
        numbers.keep(step.numbers());
        addingUp.folded(step.sums());
        meters.folded(begun, step.sums().changes());
        return true;
    }

    private Uni<Step> foldFrom(SqlConnection connection, RowSet<Row> locked) {
        View view = follower.viewToFold();
        boolean ours = locked.size() == 1
                && locked.iterator().next().getLong(0) == view.floor().version();
        if (!ours || view.entries().length == 0) {
            return Uni.createFrom().item(Step.NONE);
        }
        return Workers.run(() -> FoldStep.of(view, stepSize))
                .chain(step -> numbers.of(connection, step.subjects()).chain(found -> add(connection, step, found)));
    }

    private Uni<Step> add(SqlConnection connection, FoldStep step, SubjectNumbers.Found found) {
        return Workers.run(() -> new FoldSums(step, found.ofSubjects())).chain(sums -> upsert(connection, sums)
                .chain(() -> sayHowFar(connection, sums))
                .chain(() -> prune(connection, sums))
                .replaceWith(new Step(found, sums)));
    }

    private static Uni<Void> upsert(SqlConnection connection, FoldSums sums) {
        return Multi.createFrom()
                .items(CountTable.values())
                .onItem()
                .transformToUni(table -> Workers.run(() -> CountRows.of(table, sums.of(table)))
                        .chain(rows -> UpsertCounts.run(connection, table, rows)))
                .merge(TABLES_AHEAD)
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> sayHowFar(SqlConnection connection, FoldSums sums) {
        OffsetDateTime recordedAt = sums.last().recordedAt().atOffset(ZoneOffset.UTC);
        return connection
                .preparedQuery(SAY_HOW_FAR)
                .execute(Tuple.of(sums.last().version(), recordedAt, sums.firstDay(), sums.lastDay()))
                .replaceWithVoid();
    }

    private Uni<Void> prune(SqlConnection connection, FoldSums sums) {
        return connection
                .preparedQuery(PRUNE)
                .execute(Tuple.of(
                        sums.last().version(), (double) config.journalKept().toSeconds()))
                .replaceWithVoid();
    }
}
