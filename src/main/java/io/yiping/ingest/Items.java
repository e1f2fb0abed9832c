package io.yiping.ingest;

import io.yiping.platform.Pieces;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the items of a JSON array lie in a body. Finds the ends of strings, objects and arrays and nothing else: what
 * an item says is the decoder's matter. So nesting costs a counter, not a stack, and what is JSON but no rating harms no
 * neighbour.
 *
 * <p>Goes through the pieces as they came, wherever they were cut: a batch that is refused needs no more than its number of items.
 */
final class Items {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    /** Where in the JSON the next byte is. */
    private enum Place {
        BEFORE,
        BEHIND_BRACKET,
        BEHIND_COMMA,
        ITEM,
        STRING,
        BEHIND_BACKSLASH,
        BEHIND_ARRAY,

        /** The rest does not matter: no array, or too many items. */
        REST
    }

    private final int maxItems;
    private int[] bounds = new int[64];
    private int count;
    private Place place = Place.BEFORE;
    private boolean array;
    private int depth;
    private int itemBegins;

    /** Bytes of the pieces before. */
    private int before;

    private Items(int maxItems) {
        this.maxItems = maxItems;
    }

    /**
     * Divides an array.
     *
     * @param maxItems counting goes one beyond this and stops
     * @return null when the JSON is no array
     * @throws NotJson when the brackets, quotes and commas do not fit
     */
    static Items of(Pieces body, int maxItems) throws NotJson {
        Items items = new Items(maxItems);
        body.each(items::add);
        items.end();
        return items.array ? items : null;
    }

    /** Where the JSON begins: after white space. */
    static int start(byte[] bytes) {
        return afterSpace(bytes, 0, bytes.length);
    }

    int count() {
        return count;
    }

    int from(int index) {
        return bounds[2 * index];
    }

    /** White space before the comma or bracket belongs to the item. */
    int to(int index) {
        return bounds[2 * index + 1];
    }

    private void add(byte[] bytes, int from, int to) throws NotJson {
        int at = from;
        while (at < to && place != Place.REST) {
            at = isInside() ? inside(bytes, from, at, to) : between(bytes, from, at, to);
        }
        before += to - from;
    }

    private boolean isInside() {
        return place == Place.ITEM || place == Place.STRING || place == Place.BEHIND_BACKSLASH;
    }

    /** @return where to go on, at most {@code to} */
    private int between(byte[] bytes, int from, int at, int to) throws NotJson {
        int next = afterSpace(bytes, at, to);
        if (next == to) {
            return to;
        }
        int position = before + next - from;
        if (place == Place.BEFORE) {
            array = bytes[next] == '[';
            if (!array) {
                requireJson(bytes[next]);
            }
            place = array ? Place.BEHIND_BRACKET : Place.REST;
            return next + 1;
        }
        if (place == Place.BEHIND_ARRAY) {
            throw new NotJson("Something follows the array (byte " + position + ").");
        }
        if (place == Place.BEHIND_BRACKET && bytes[next] == ']') {
            place = Place.BEHIND_ARRAY;
            return next + 1;
        }
        place = Place.ITEM;
        itemBegins = position;
        return next;
    }

    /** Bytes that begin no JSON at all are worth another word: compressed without saying so, or UTF-16. */
    private static void requireJson(byte first) throws NotJson {
        if ("{\"-0123456789tfn".indexOf(first) < 0) {
            String byteText = "0x%02X".formatted(first);
            throw new NotJson("The body begins with byte " + byteText
                    + ". Send JSON in UTF-8; a compressed body needs Content-Encoding: gzip.");
        }
    }

    /**
     * To the end of the item, or of the piece. Each byte comes by here, of a refused batch too: so what changes is in local variables.
     *
     * @return behind the comma or bracket that ends the item; or {@code to}
     */
    private int inside(byte[] bytes, int from, int begin, int to) throws NotJson {
        boolean string = place != Place.ITEM;
        int nested = depth;
        int i = place == Place.BEHIND_BACKSLASH ? begin + 1 : begin;
        while (i < to) {
            if (string) {
                i = quoteOrBackslash(bytes, i, to);
                if (i < to) {
                    string = bytes[i] == '\\';
                    i += string ? 2 : 1;
                }
                continue;
            }
            byte b = bytes[i++];
            if (b == '"') {
                string = true;
            } else if (nested == 0 && (b == ',' || b == ']')) {
                ended(before + i - 1 - from);
                place = count > maxItems ? Place.REST : b == ',' ? Place.BEHIND_COMMA : Place.BEHIND_ARRAY;
                depth = 0;
                return i;
            } else if (b == '{' || b == '[') {
                nested++;
            } else if (nested > 0 && (b == '}' || b == ']')) {
                nested--;
            }
        }
        depth = nested;
        place = !string ? Place.ITEM : i > to ? Place.BEHIND_BACKSLASH : Place.STRING;
        return to;
    }

    /** Looks at eight bytes at once: most of a batch is inside strings. */
    private static int quoteOrBackslash(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, i);
            long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The highest bit of the first byte that is 0, and perhaps of some behind it: so the lowest bit is right. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    private void ended(int end) throws NotJson {
        if (end == itemBegins) {
            throw new NotJson("Item " + count + " is missing between two commas or brackets (byte " + end + ").");
        }
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = itemBegins;
        bounds[2 * count + 1] = end;
        count++;
    }

    private void end() throws NotJson {
        switch (place) {
            case BEFORE -> throw new NotJson("The body is empty.");
            case BEHIND_BRACKET -> throw cut("the array");
            case BEHIND_COMMA -> throw cutItem(before);
            case ITEM, STRING, BEHIND_BACKSLASH -> throw cutItem(itemBegins);
            case BEHIND_ARRAY, REST -> {}
        }
    }

    private NotJson cutItem(int begins) {
        return cut("item " + count + ", which begins at byte " + begins);
    }

    private static NotJson cut(String place) {
        return new NotJson("The body ends inside " + place + "; a quote or a bracket is not closed, or it was cut.");
    }

    private static int afterSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
