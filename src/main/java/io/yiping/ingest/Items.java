package io.yiping.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the items of a JSON array lie in its bytes. Finds the ends of strings, objects and arrays and nothing else: what
 * an item says is the decoder's matter. So nesting costs a counter, not a stack, and what is JSON but no rating harms no
 * neighbour.
 */
final class Items {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private final byte[] bytes;
    private final int maxItems;
    private int[] bounds = new int[64];
    private int count;
    private int at;
    private int itemBegins;

    private Items(byte[] bytes, int maxItems) {
        this.bytes = bytes;
        this.maxItems = maxItems;
    }

    /**
     * Divides an array.
     *
     * @param maxItems counting goes one beyond this and stops
     * @return null when the JSON is no array
     * @throws NotJson when the brackets, quotes and commas do not fit
     */
    static Items of(byte[] bytes, int maxItems) throws NotJson {
        Items items = new Items(bytes, maxItems);
        items.at = start(bytes);
        if (items.at == bytes.length) {
            throw new NotJson("The body is empty.");
        }
        if (bytes[items.at] != '[') {
            requireJson(bytes[items.at]);
            return null;
        }
        items.at++;
        items.divide();
        return items;
    }

    /** Where the JSON begins: after white space. */
    static int start(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Bytes that begin no JSON at all are worth another word: compressed without saying so, or UTF-16. */
    private static void requireJson(byte first) throws NotJson {
        if ("{\"-0123456789tfn".indexOf(first) < 0) {
            String byteText = "0x%02X".formatted(first);
            throw new NotJson("The body begins with byte " + byteText
                    + ". Send JSON in UTF-8; a compressed body needs Content-Encoding: gzip.");
        }
    }

    int count() {
        return count;
    }

    int from(int index) {
        return bounds[2 * index];
    }

    int to(int index) {
        return bounds[2 * index + 1];
    }

    private void divide() throws NotJson {
        skipSpace();
        if (separator() == ']') {
            at++;
            end();
            return;
        }
        while (true) {
            item();
            if (count > maxItems) {
                return;
            }
            byte separator = separator();
            at++;
            if (separator == ']') {
                end();
                return;
            }
            if (separator != ',') {
                throw new NotJson("Item " + (count - 1) + " is followed by something that is neither , nor ] (byte "
                        + (at - 1) + ").");
            }
            skipSpace();
        }
    }

    private void end() throws NotJson {
        skipSpace();
        if (at < bytes.length) {
            throw new NotJson("Something follows the array (byte " + at + ").");
        }
    }

    /** Each byte outside of strings comes by here, of a refused batch too: so the place is kept in a local variable. */
    private void item() throws NotJson {
        itemBegins = at;
        int depth = 0;
        int i = at;
        while (i < bytes.length) {
            byte b = bytes[i];
            if (b == '"') {
                i = afterString(i + 1);
                continue;
            }
            if (depth == 0 && (b == ',' || b == ']')) {
                at = i;
                add(itemBegins, i);
                return;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (depth > 0 && (b == '}' || b == ']')) {
                depth--;
            }
            i++;
        }
        throw cut("item " + count + ", which begins at byte " + itemBegins);
    }

    /** @return the place behind the quote that ends a string; beyond the end when there is none */
    private int afterString(int from) {
        int i = from;
        while (true) {
            i = quoteOrBackslash(i);
            if (i >= bytes.length || bytes[i] == '"') {
                return i + 1;
            }
            i += 2;
        }
    }

    /** Looks at eight bytes at once: most of a batch is inside strings. */
    private int quoteOrBackslash(int from) {
        int i = from;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, i);
            long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < bytes.length && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The highest bit of the first byte that is 0, and perhaps of some behind it: so the lowest bit is right. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    private void add(int from, int end) throws NotJson {
        int to = end;
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        if (to == from) {
            throw new NotJson("Item " + count + " is missing between two commas or brackets (byte " + end + ").");
        }
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }

    private byte separator() throws NotJson {
        if (at < bytes.length) {
            return bytes[at];
        }
        throw cut("the array");
    }

    private static NotJson cut(String place) {
        return new NotJson("The body ends inside " + place + "; a quote or a bracket is not closed, or it was cut.");
    }

    private void skipSpace() {
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
