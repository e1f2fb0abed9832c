package io.yiping.stats;

import io.yiping.count.By;
import io.yiping.count.Counted;
import io.yiping.count.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A cursor is the kind of its rows, their order, and the last row's rank and key: of another kind it would quietly skip
 * the wrong rows.
 */
final class Cursor {

    private Cursor() {}

    /** @return null: there are no more rows */
    static String next(Selection selection, Counted counted) {
        if (!counted.more()) {
            return null;
        }
        Counted.Row last = counted.rows().get(counted.rows().size() - 1);
        long rank = selection.order().sort().rank(last.tally());
        String text = prefix(selection.by(), selection.order()) + rank + ":" + last.rawKey();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @return where rows begin, or null: at the first */
    static Query.After read(String cursor, By by, Query.Order order) throws Unanswerable {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            String prefix = by == null ? null : prefix(by, order);
            if (prefix != null && text.startsWith(prefix)) {
                String[] parts = text.substring(prefix.length()).split(":", 2);
                long rank = Long.parseLong(parts[0]);
                if (parts.length == 2 && by.isRawKey(parts[1])) {
                    return new Query.After(rank, parts[1]);
                }
            }
        } catch (IllegalArgumentException noCursor) {
            // Said below.
        }
        throw Unanswerable.invalid("cursor is the nextCursor of an answer to the same selection, unchanged.");
    }

    private static String prefix(By by, Query.Order order) {
        return by + (order.descending() ? ":-" : ":") + order.sort() + ":";
    }
}
