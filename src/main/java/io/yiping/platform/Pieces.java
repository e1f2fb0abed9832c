package io.yiping.platform;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a body in the pieces in which they came, put together once. A buffer that grows copies them again each time, and
 * its doubled arrays are what a collector likes least.
 */
final class Pieces {

    /** Bytes. Each piece costs some hundred more, so smaller ones are gathered: a body may come byte by byte. */
    private static final int WORTH_KEEPING = 4 * 1024;

    private static final int GATHERED = 16 * 1024;

    /** Most ratings come in one piece. */
    private final List<Buffer> pieces = new ArrayList<>(1);

    /** The last of the pieces while small ones are gathered in it, or null. */
    private Buffer gathering;

    private int length;

    void add(Buffer piece) {
        length += piece.length();
        if (piece.length() >= WORTH_KEEPING || pieces.isEmpty()) {
            pieces.add(piece);
            gathering = null;
            return;
        }
        if (gathering == null || gathering.length() + piece.length() > GATHERED) {
            gathering = Buffer.buffer();
            pieces.add(gathering);
        }
        gathering.appendBuffer(piece);
    }

    /** How many buffers are held. */
    int held() {
        return pieces.size();
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
        gathering = null;
        length = 0;
        return bytes;
    }
}
