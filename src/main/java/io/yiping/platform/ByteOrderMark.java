package io.yiping.platform;

import java.util.Arrays;

/** The UTF-8 byte order mark, which some systems put before their JSON. */
public final class ByteOrderMark {

    private static final int LENGTH = 3;

    private ByteOrderMark() {}

    /** @return where the text begins: after the mark if there is one */
    public static int skip(byte[] bytes, int from, int to) {
        boolean mark = to - from >= LENGTH
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return mark ? from + LENGTH : from;
    }

    /** Seldom there, so only then is the body put together. */
    static Pieces without(Pieces body) {
        byte[] begin = body.begin(LENGTH);
        if (skip(begin, 0, begin.length) == 0) {
            return body;
        }
        byte[] bytes = body.together();
        return Pieces.of(Arrays.copyOfRange(bytes, LENGTH, bytes.length));
    }
}
