package io.yiping.stats;

import io.yiping.count.By;
import io.yiping.count.Line;
import io.yiping.count.Query;
import io.yiping.rating.Channel;
import io.yiping.rating.Origin;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader asks for.
 *
 * @param region 12 digits, or null: everything
 * @param from first day in Asia/Shanghai, or null
 * @param to the day after the last, or null
 * @param by null: the total alone
 * @param order of the rows; times are ascending, always
 * @param limit rows a page
 * @param after rows begin after this one, or null
 * @param minVersion 0: whatever is there
 */
record Selection(
        Long region,
        String agency,
        String matter,
        Channel channel,
        Origin origin,
        LocalDate from,
        LocalDate to,
        By by,
        Query.Order order,
        int limit,
        Query.After after,
        long minVersion) {

    Query query(Line line) {
        return new Query(line, region, agency, matter, channel, origin, from, to, by, order, after, limit);
    }

    /** The same, without what it waited for. */
    Selection reachedVersion() {
        return new Selection(region, agency, matter, channel, origin, from, to, by, order, limit, after, 0);
    }

    /** The rows after this one. */
    Selection startingAfter(Query.After row) {
        return new Selection(region, agency, matter, channel, origin, from, to, by, order, limit, row, minVersion);
    }

    /** What is selected, as a text: the same for every page and every order of its rows. */
    String selected() {
        return Stream.of(region, agency, matter, channel, origin, from, to)
                .map(String::valueOf)
                .collect(Collectors.joining("|"));
    }
}
