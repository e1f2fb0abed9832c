package io.yiping.load.gatling;

import io.yiping.load.send.Batch;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lines of ratings that are sent again and again as new ones: each time the keys end in other characters. The ends of the keys are found
 * once: a client that offers more than a service can take must spend little on each body.
 *
 * <p>Bound: the lines are held twice, as lines and as an array.
 *
 * <p>Failure: an {@link IllegalArgumentException} when a key does not end with the place for the other characters.
 *
 * <p>Thread-safety: any thread may read; each call returns a new array.
 */
final class RenewableLines {
    private static final int KEY_START = "{\"serviceEventId\":\"".length();

    private final byte[] lines;
    private final byte[] array;

    /** For each line the place of the quote behind its key. */
    private final int[] keyEnds;

    /** @param place with which every key ends */
    RenewableLines(byte[] lines, byte[] place) {
        this.lines = lines;
        this.array = Batch.asArray(lines);
        IntStream.Builder ends = IntStream.builder();
        for (int at = 0; at < lines.length; at = next((byte) '\n', at) + 1) {
            int keyEnd = next((byte) '"', at + KEY_START);
            if (!Arrays.equals(lines, keyEnd - place.length, keyEnd, place, 0, place.length)) {
                throw new IllegalArgumentException(
                        "the key in the line at byte " + at + " has no place for other characters at its end");
            }
            ends.add(keyEnd);
        }
        this.keyEnds = ends.build().toArray();
    }

    private int next(byte wanted, int from) {
        int at = from;
        while (lines[at] != wanted) {
            at++;
        }
        return at;
    }

    int count() {
        return keyEnds.length;
    }

    /** The lines, the last characters of every key replaced by {@code ending}. */
    byte[] asLines(byte[] ending) {
        return renewed(lines, 0, ending);
    }

    /** The same as a JSON array. */
    byte[] asArray(byte[] ending) {
        return renewed(array, 1, ending);
    }

    private byte[] renewed(byte[] bytes, int shift, byte[] ending) {
        byte[] renewed = bytes.clone();
        for (int keyEnd : keyEnds) {
            System.arraycopy(ending, 0, renewed, keyEnd + shift - ending.length, ending.length);
        }
        return renewed;
    }
}
