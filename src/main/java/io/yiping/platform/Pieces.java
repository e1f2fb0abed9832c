package io.yiping.platform;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a body in the pieces in which they came, put together at most once. A buffer that grows copies them again each time, and
 * its doubled arrays are what a collector likes least.
 */
public final class Pieces {

    /** Bytes. Each piece costs some hundred more, so smaller ones are gathered: a body may come byte by byte. */
    private static final int WORTH_KEEPING = 4 * 1024;

    private static final int GATHERED = 16 * 1024;

    /** Most ratings come in one piece. */
    private final List<Buffer> pieces = new ArrayList<>(1);

    /** The last of the pieces while small ones are gathered in it, or null. */
    private Buffer gathering;

    private int length;

    /** Takes the bytes of one piece. */
    @FunctionalInterface
    public interface Each<E extends Exception> {

        /** @param bytes not to be changed, nor kept */
        void take(byte[] bytes, int from, int to) throws E;
    }

    Pieces() {}

    /** @param parts of one body, in their order */
    public static Pieces of(byte[]... parts) {
        Pieces pieces = new Pieces();
        for (byte[] part : parts) {
            pieces.add(Buffer.buffer(part));
        }
        return pieces;
    }

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

    int length() {
        return length;
    }

    /** @return the first bytes, however they were cut */
    byte[] begin(int atMost) {
        byte[] begin = new byte[Math.min(atMost, length)];
        int at = 0;
        for (int i = 0; at < begin.length; i++) {
            int bytes = Math.min(begin.length - at, pieces.get(i).length());
            pieces.get(i).getBytes(0, bytes, begin, at);
            at += bytes;
        }
        return begin;
    }

    /** Goes through the pieces in their order. */
    public <E extends Exception> void each(Each<E> each) throws E {
        for (Buffer piece : pieces) {
            ByteBuf bytes = piece.getByteBuf();
            if (bytes.hasArray()) {
                int from = bytes.arrayOffset() + bytes.readerIndex();
                each.take(bytes.array(), from, from + bytes.readableBytes());
            } else {
                each.take(piece.getBytes(), 0, piece.length());
            }
        }
    }

    /** @return all bytes, in an array of their own; the pieces are let go */
    public byte[] together() {
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
