package io.yiping.count;

import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Answers readers with exact counts at one version: what the count tables have, plus what is not folded yet.
 *
 * <p>The second part is taken from memory before the first is read; they fit when the tables go up to exactly where
 * memory begins. After a fold in between, both are taken again.
 *
 * <p>Failure: fails when the database cannot be read. Thread-safety: safe.
 */
@Singleton
public final class Counts {

    private static final Duration REACH_PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int READINGS = 50;

    private final Follower follower;
    private final Pool pool;
    private final CountMeters meters;
    private final Turns turns;

    Counts(CountConfig config, Follower follower, Pool pool, CountMeters meters) {
        this.follower = follower;
        this.pool = pool;
        this.meters = meters;
        this.turns = new Turns(config.readingsAtOnce(), config.readingsInLine());
        meters.watch(turns);
    }

    /** What an answer given now would be exact at. */
    public record Version(long number, Instant asOf) {}

    /** @return true when this instance can answer at this version or a later one now; costs nothing */
    public boolean hasReached(long version) {
        return follower.hasCaughtUp() && follower.view().version() >= version;
    }

    /** @return true as soon as this instance can answer at this version or a later one; false after 2 s */
    public Uni<Boolean> reach(long version) {
        return follower.reach(version, REACH_PATIENCE);
    }

    /** Costs nothing; fails until the journal has been read to its end once. */
    public Version version() {
        View view = follower.view();
        return new Version(view.version(), view.recordedAt());
    }

    /**
     * Fails at once when too many readings wait.
     *
     * @param line whose tables serve the query: its dimensions and {@code by} fit, and where the line has a longest period
     *     the query has both its ends
     */
    public Uni<Counted> read(Line line, Query query) {
        return turns.take(() -> readUntilFitting(line, view -> view.of(line, query)));
    }

    /**
     * The same of what another statement says over the keys that have ratings, whatever the query's order and limit are.
     *
     * @param query with a {@code by} that has keys; regions are those that ratings carry, as deep as the line tells them apart
     */
    public Uni<Rated> readRated(Line line, Query query, OverRated over) {
        return turns.take(() -> readUntilFitting(line, view -> view.of(line, query, over)));
    }

    private <T> Uni<T> readUntilFitting(Line line, Function<ReadingAtView, Uni<T>> reading) {
        Timer.Sample begun = meters.begin();
        return Uni.createFrom()
                .deferred(() -> reading.apply(new ReadingAtView(pool, follower.view())))
                .onFailure(ReadingAtView.FoldedMeanwhile.class)
                .invoke(follower::hurry)
                .onFailure(ReadingAtView.FoldedMeanwhile.class)
                .retry()
                .withBackOff(PAUSE, PAUSE.multipliedBy(10))
                .atMost(READINGS)
                .invoke(() -> meters.read(begun, line));
    }
}
