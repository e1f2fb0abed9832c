package io.yiping.ingest;

import java.util.Arrays;

/**
 * Where the items of a JSON array lie in its bytes. Finds the ends of strings, objects and arrays and nothing else: what
 * an item says is the decoder's matter. So an item can be as poisonous as it likes without harming its neighbours, and
 * nesting costs a counter, not a stack.
 */
final class Items {

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
        if (next("the array") == ']') {
            at++;
            end();
            return;
        }
        while (true) {
            item();
            if (count > maxItems) {
                return;
            }
            byte separator = next("the array");
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

    private void item() throws NotJson {
        itemBegins = at;
        int depth = 0;
        while (true) {
            byte b = next("item");
            if (b == '"') {
                string();
            } else if (b == '{' || b == '[') {
                depth++;
                at++;
            } else if (depth > 0 && (b == '}' || b == ']')) {
                depth--;
                at++;
            } else if (depth == 0 && (b == ',' || b == ']')) {
                break;
            } else {
                at++;
            }
        }
        add(itemBegins, at);
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

    private void string() throws NotJson {
        at++;
        while (next("item") != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private byte next(String where) throws NotJson {
        if (at < bytes.length) {
            return bytes[at];
        }
        String place = where.equals("item") ? "item " + count + ", which begins at byte " + itemBegins : where;
        throw new NotJson("The body ends inside " + place + "; a quote or a bracket is not closed, or it was cut.");
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
