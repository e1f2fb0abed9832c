package io.yiping.count;

import io.yiping.rating.Channel;
import io.yiping.rating.Depth;
import io.yiping.rating.Origin;
import java.time.LocalDate;

/**
 * What a reader wants counted.
 *
 * @param region 12 digits, with all below it; null: everything
 * @param agency null: all
 * @param matter null: all
 * @param channel null: all
 * @param origin null: both
 * @param from a day in Asia/Shanghai, or null
 * @param to the day after the last, or null
 * @param by null: the total alone
 * @param order of the rows; times are ascending, always
 * @param after rows begin after this one, or null
 * @param limit rows at most
 */
public record Query(
        Long region,
        String agency,
        String matter,
        Channel channel,
        Origin origin,
        LocalDate from,
        LocalDate to,
        By by,
        Order order,
        After after,
        int limit) {

    /** Rows of equal rank stand in the order of their keys. */
    public record Order(Sort sort, boolean descending) {}

    /** The last row of the page before. */
    public record After(long rank, String rawKey) {}

    /** The same, with the rows after this one. */
    public Query startingAfter(After row) {
        return new Query(region, agency, matter, channel, origin, from, to, by, order, row, limit);
    }

    /** The depth of the region selected. */
    Depth depth() {
        return region == null ? Depth.ALL : Depth.of(region);
    }

    /** The depth of what is counted: with by=region one level below the region selected. */
    public Depth countedDepth() {
        return by == By.REGION ? depth().below() : depth();
    }

    boolean hasTextKeys() {
        return by != null && by.isText();
    }

    /** The rows have keys to be counted by; else the total has it all. */
    boolean hasKeys() {
        return by != null && !by.isOfTotal();
    }
}
