package io.yiping.stats;

import io.yiping.count.Counted;
import io.yiping.count.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A cursor is what was selected (as a hash), the kind of its rows, their order, and the last row's rank and key: with another
 * selection it would quietly skip the wrong rows.
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
        String text = prefix(selection) + rank + ":" + last.rawKey();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @return where rows of the selection begin */
    static Query.After read(String cursor, Selection selection) throws Unanswerable {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (selection.by() != null && text.startsWith(prefix(selection))) {
                String[] parts = text.substring(prefix(selection).length()).split(":", 2);
                long rank = Long.parseLong(parts[0]);
                if (parts.length == 2 && selection.by().isRawKey(parts[1])) {
                    return new Query.After(rank, parts[1]);
                }
            }
        } catch (IllegalArgumentException noCursor) {
            // Said below.
        }
        throw Unanswerable.invalid("cursor is the nextCursor of an answer to the same selection, unchanged.");
    }

    private static String prefix(Selection selection) {
        Query.Order order = selection.order();
        String selected = Integer.toHexString(selection.selected().hashCode());
        return selected + ":" + selection.by() + (order.descending() ? ":-" : ":") + order.sort() + ":";
    }
}
