package io.yiping.count;

import io.yiping.rating.Channel;
import io.yiping.rating.Depth;
import io.yiping.rating.Level;
import io.yiping.rating.Origin;

/**
 * What a reader wants counted.
 *
 * @param region 12 digits, with all below it; null: everything
 * @param agency null: all
 * @param matter null: all
 * @param channel null: all
 * @param origin null: both
 * @param period when the ratings were given
 * @param by null: the total alone
 * @param order of the rows; times are ascending, always
 * @param after rows begin after this one, or null
 * @param limit rows at most
 * @param compared with the period before, which is closed then
 */
public record Query(
        Long region,
        String agency,
        String matter,
        Channel channel,
        Origin origin,
        Period period,
        By by,
        Order order,
        After after,
        int limit,
        boolean compared) {

    /** Rows of equal rank stand in the order of their keys. */
    public record Order(Sort sort, boolean descending) {}

    /** The last row of the page before. */
    public record After(long rank, String rawKey) {}

    /** The same, with the rows after this one. */
    public Query startingAfter(After row) {
        return new Query(region, agency, matter, channel, origin, period, by, order, row, limit, compared);
    }

    /** The same, of the period before. */
    Query previous() {
        Period before = period.previous();
        return new Query(region, agency, matter, channel, origin, before, by, order, after, limit, compared);
    }

    /** Its total alone. */
    Query total() {
        Order none = new Order(Sort.KEY, false);
        return new Query(region, agency, matter, channel, origin, period, null, none, null, limit, compared);
    }

    /** All its rows, at most so many, by their keys. */
    Query withAllRows(int most) {
        Order byKey = new Order(Sort.KEY, false);
        return new Query(region, agency, matter, channel, origin, period, by, byKey, null, most, compared);
    }

    /** Whether the slot's origin is selected. */
    boolean selects(int slot) {
        return origin == null || origin.code() == slot / Level.HIGHEST;
    }

    /** The depth of the region selected. */
    Depth depth() {
        return region == null ? Depth.ALL : Depth.of(region);
    }

    /** The depth of what is counted: with by=region one level below the region selected. */
    public Depth countedDepth() {
        return by == By.REGION ? depth().below() : depth();
    }

    /** So few that they are all read, and ordered afterwards. */
    boolean hasFewRows() {
        return by != null && (by.isOfTotal() || by == By.OPTION);
    }

    boolean hasTextKeys() {
        return by != null && by.isText();
    }

    /** The rows have keys to be counted by; else the total has it all. */
    boolean hasKeys() {
        return by != null && !by.isOfTotal();
    }
}
