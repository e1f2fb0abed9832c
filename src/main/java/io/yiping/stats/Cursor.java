package io.yiping.stats;

import io.yiping.count.Counted;
import io.yiping.count.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cursor is what was selected (as a hash), the kind of its rows, their order, and the last row's rank and key: with another
 * selection it would quietly skip the wrong rows.
 */
final class Cursor {

    private Cursor() {}

    /** @return null: there are no more rows */
    static String next(Query query, Window window, Counted counted) {
        if (!counted.more()) {
            return null;
        }
        Counted.Row last = counted.rows().get(counted.rows().size() - 1);
        long rank = query.order().sort().rank(last);
        String text = prefix(query, window) + rank + ":" + last.rawKey();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @return where rows of the selection begin */
    static Query.After read(String cursor, Query query, Window window) throws Unanswerable {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (query.by() != null && text.startsWith(prefix(query, window))) {
                String[] parts = text.substring(prefix(query, window).length()).split(":", 2);
                long rank = Long.parseLong(parts[0]);
                if (parts.length == 2 && query.by().isRawKey(parts[1])) {
                    return new Query.After(rank, parts[1]);
                }
            }
        } catch (IllegalArgumentException noCursor) {
            // Said below.
        }
        throw Unanswerable.invalid("cursor is the nextCursor of an answer to the same selection, unchanged.");
    }

    private static String prefix(Query query, Window window) {
        Query.Order order = query.order();
        String selected = Integer.toHexString(selected(query, window).hashCode());
        return selected + ":" + query.by() + (order.descending() ? ":-" : ":") + order.sort() + ":";
    }

    /** What is selected, as a text: the same for every page and every order of its rows, and while a window slides. */
    private static String selected(Query query, Window window) {
        return Stream.of(
                        query.region(),
                        query.agency(),
                        query.matter(),
                        query.channel(),
                        query.origin(),
                        window == null ? query.period() : window)
                .map(String::valueOf)
                .collect(Collectors.joining("|"));
    }
}
