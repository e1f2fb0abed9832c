package io.yiping.platform;

/** The UTF-8 byte order mark, which some systems put before their JSON. */
public final class ByteOrderMark {

    private ByteOrderMark() {}

    /** @return where the text begins: after the mark if there is one */
    public static int skip(byte[] bytes, int from, int to) {
        boolean mark = to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }
}
