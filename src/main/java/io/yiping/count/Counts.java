package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Answers readers with exact counts at one version: what the count table has, plus what is not folded yet.
 *
 * <p>The two parts are read at different moments; they fit when the table goes up to exactly where memory begins. After
 * a fold in between, they are read again.
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

    Counts(Follower follower, Pool pool) {
        this.follower = follower;
        this.pool = pool;
    }

    /** @return true as soon as this instance can answer at this version or a later one; false after 2 s */
    public Uni<Boolean> reach(long version) {
        return follower.reach(version, REACH_PATIENCE);
    }

    /**
     * Counts of a period, by day.
     *
     * @param from a day in Asia/Shanghai
     * @param to the day after the last
     */
    public Uni<Counted> read(LocalDate from, LocalDate to) {
        return SelectCounts.between(pool, from, to)
                .chain(folded -> follower.whenCaughtUp(unfolded -> merge(folded, unfolded, from, to)))
                .onFailure(FoldedMeanwhile.class)
                .retry()
                .withBackOff(PAUSE, PAUSE.multipliedBy(10))
                .atMost(READINGS);
    }

    private Counted merge(SelectCounts.Folded folded, Unfolded unfolded, LocalDate from, LocalDate to) {
        if (folded.version() != unfolded.floor()) {
            follower.poll();
            throw new FoldedMeanwhile();
        }
        Tally total = new Tally();
        SortedMap<LocalDate, Tally> days = new TreeMap<>();
        for (SelectCounts.Sum sum : folded.sums()) {
            total.add(sum.origin(), sum.levels());
            days.computeIfAbsent(sum.day(), first -> new Tally()).add(sum.origin(), sum.levels());
        }
        unfolded.sums().forEach((cell, levels) -> {
            if (!cell.day().isBefore(from) && cell.day().isBefore(to)) {
                total.add(cell.origin(), levels);
                days.computeIfAbsent(cell.day(), first -> new Tally()).add(cell.origin(), levels);
            }
        });
        days.values().removeIf(tally -> tally.ratings() == 0);
        return new Counted(unfolded.version(), unfolded.recordedAt(), total, days);
    }

    /** Not an error: the two parts do not fit, read again. */
    private static final class FoldedMeanwhile extends RuntimeException {
        FoldedMeanwhile() {
            super("folded meanwhile", null, false, false);
        }
    }
}
