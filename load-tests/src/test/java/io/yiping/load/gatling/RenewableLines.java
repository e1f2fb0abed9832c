package io.yiping.load.gatling;

/**
 * Lines of ratings that are sent again and again as new ones: each time the keys end in other characters. Where keys and lines end is found
 * once, for who offers more than a service can take has little time for each.
 *
 * <p>Thread-safety: any thread may read; what is returned is its own.
 */
final class RenewableLines {
    private static final int KEY_START = "{\"serviceEventId\":\"".length();

    private final byte[] lines;

    /** For each line the place of the quote behind its key. */
    private final int[] keyEnds;

    /** For each line the place of its newline. */
    private final int[] lineEnds;

    RenewableLines(byte[] lines, int count) {
        this.lines = lines;
        this.keyEnds = new int[count];
        this.lineEnds = new int[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            keyEnds[i] = next((byte) '"', at + KEY_START);
            lineEnds[i] = next((byte) '\n', keyEnds[i]);
            at = lineEnds[i] + 1;
        }
    }

    private int next(byte wanted, int from) {
        int at = from;
        while (lines[at] != wanted) {
            at++;
        }
        return at;
    }

    int count() {
        return lineEnds.length;
    }

    /** @param ending of every key, in place of as many characters */
    byte[] asLines(byte[] ending) {
        byte[] renewed = lines.clone();
        renew(renewed, 0, ending);
        return renewed;
    }

    /** The same as a JSON array. */
    byte[] asArray(byte[] ending) {
        byte[] array = new byte[lines.length + 1];
        array[0] = '[';
        System.arraycopy(lines, 0, array, 1, lines.length);
        for (int lineEnd : lineEnds) {
            array[lineEnd + 1] = ',';
        }
        array[lines.length] = ']';
        renew(array, 1, ending);
        return array;
    }

    private void renew(byte[] bytes, int shift, byte[] ending) {
        for (int keyEnd : keyEnds) {
            int at = keyEnd + shift - ending.length;
            for (byte character : ending) {
                bytes[at++] = character;
            }
        }
    }
}
