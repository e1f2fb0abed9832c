package io.yiping.count;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.platform.DatabaseReady;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Adds what is not folded yet to the count table, in large steps. Every instance tries; the lock on the one row of
 * {@code count_fold} lets one do it, and dies with its transaction, so a killed folder holds nobody up. The row says up
 * to which version the table goes, in the same transaction as the counts themselves.
 *
 * <p>Failure: the step is rolled back and tried again with a later tick; no figure is wrong meanwhile.
 */
@Singleton
final class Folder {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final String LOCK = "SELECT version FROM count_fold FOR UPDATE SKIP LOCKED";

    private static final String SAY_HOW_FAR = "UPDATE count_fold SET version = $1, recorded_at = $2";

    private static final String PRUNE =
            "DELETE FROM count_journal WHERE version <= $1 AND recorded_at < now() - make_interval(secs => $2)";

    private final CountConfig config;
    private final Follower follower;
    private final Pool pool;
    private final Vertx vertx;
    private final AtomicBoolean folding = new AtomicBoolean();
    private long timer;
    private volatile boolean failing;

    Folder(CountConfig config, Follower follower, Pool pool, Vertx vertx) {
        this.config = config;
        this.follower = follower;
        this.pool = pool;
        this.vertx = vertx;
    }

    void start(@Observes DatabaseReady event) {
        timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (folding.compareAndSet(false, true)) {
            follower.onLoop(this::isDue)
                    .chain(due -> due ? fold() : Uni.createFrom().voidItem())
                    .subscribe()
                    .with(done -> folded(), this::failed);
        }
    }

    private void folded() {
        folding.set(false);
        failing = false;
    }

    private void failed(Throwable failure) {
        folding.set(false);
        if (failing) {
            Log.debug("A folding step failed again", failure);
        } else {
            Log.warnf("A folding step failed; a later one does its work: %s", failure);
        }
        failing = true;
    }

    private boolean isDue(Unfolded unfolded) {
        boolean old = unfolded.waitingNanos() > config.foldAfter().toNanos();
        return old || unfolded.changes() >= config.foldAtChanges();
    }

    /** Folds everything that this instance has followed, unless another instance is folding. */
    Uni<Void> fold() {
        return pool.withTransaction(
                        connection -> connection.query(LOCK).execute().chain(locked -> foldFrom(connection, locked)))
                .chain(() -> follower.onLoop(unfolded -> {
                    follower.poll();
                    return null;
                }));
    }

    private Uni<Void> foldFrom(SqlConnection connection, RowSet<Row> locked) {
        if (locked.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        long floor = locked.iterator().next().getLong(0);
        return follower.onLoop(unfolded -> Step.of(unfolded))
                .chain(step -> step.floor() == floor
                        ? write(connection, step)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> write(SqlConnection connection, Step step) {
        Tuple howFar = Tuple.of(step.version(), utc(step.recordedAt()));
        Tuple prune = Tuple.of(step.version(), (double) config.journalKept().toSeconds());
        return UpsertCounts.run(connection, step.sums())
                .chain(() -> connection.preparedQuery(SAY_HOW_FAR).execute(howFar))
                .chain(() -> connection.preparedQuery(PRUNE).execute(prune))
                .replaceWithVoid();
    }

    /** What one step folds: a copy, because the follower goes on meanwhile. */
    private record Step(long floor, long version, Instant recordedAt, SortedMap<Cell, Levels> sums) {
        static Step of(Unfolded unfolded) {
            SortedMap<Cell, Levels> sums = new TreeMap<>();
            unfolded.sums().forEach((cell, levels) -> {
                Levels copy = new Levels();
                copy.add(levels);
                sums.put(cell, copy);
            });
            return new Step(unfolded.floor(), unfolded.version(), unfolded.recordedAt(), sums);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
