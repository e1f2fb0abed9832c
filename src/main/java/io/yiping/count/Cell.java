package io.yiping.count;

import io.yiping.ledger.Change;
import io.yiping.rating.Channel;
import io.yiping.rating.Origin;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What ratings are counted by; each cell has one count a level.
 *
 * @param day of {@code ratedAt}, in Asia/Shanghai
 */
record Cell(LocalDate day, long region, Channel channel, Origin origin) implements Comparable<Cell> {

    /** Asia/Shanghai has had no other offset since 1991; ratings begin in 2019. */
    private static final long SHANGHAI_SECONDS = 8 * 3_600;

    private static final long SECONDS_A_DAY = 86_400;

    static Cell of(Change change) {
        return new Cell(
                day(change.ratedAt()),
                change.meaning().region(),
                change.meaning().channel(),
                change.origin());
    }

    private static LocalDate day(Instant ratedAt) {
        return LocalDate.ofEpochDay(Math.floorDiv(ratedAt.getEpochSecond() + SHANGHAI_SECONDS, SECONDS_A_DAY));
    }

    /** The order of the count table's key, in which rows are locked. */
    @Override
    public int compareTo(Cell other) {
        int order = day.compareTo(other.day);
        order = order != 0 ? order : Long.compare(region, other.region);
        order = order != 0 ? order : channel.compareTo(other.channel);
        return order != 0 ? order : origin.compareTo(other.origin);
    }
}
