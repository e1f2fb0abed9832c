package io.yiping.platform;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a body in the pieces in which they came, put together once. A buffer that grows copies them again each time, and
 * its doubled arrays are what a collector likes least.
 */
final class Pieces {

    /** Most ratings come in one piece. */
    private final List<Buffer> pieces = new ArrayList<>(1);

    private int length;

    void add(Buffer piece) {
        pieces.add(piece);
        length += piece.length();
    }

    int length() {
        return length;
    }

    /** @return all bytes, in an array of their own; the pieces are let go */
    byte[] together() {
        byte[] bytes = new byte[length];
        int at = 0;
        for (Buffer piece : pieces) {
            piece.getBytes(bytes, at);
            at += piece.length();
        }
        pieces.clear();
        length = 0;
        return bytes;
    }
}
