package io.yiping.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Negative control: every piece kept as it came. {@code byteByByte_costsFewBuffers} fails then. */
class PiecesTest {

    private final byte[] body = new byte[300_000];

    PiecesTest() {
        new SplittableRandom(1).nextBytes(body);
    }

    @Test
    void byteByByte_costsFewBuffers() {
        Pieces pieces = inPieces(i -> 1);
        AtomicInteger held = new AtomicInteger();
        pieces.each((bytes, from, to) -> held.incrementAndGet());
        assertTrue(held.get() < 30, () -> held + " buffers");
        assertArrayEquals(body, pieces.together());
    }

    @Test
    void largeAndSmallInTurn_stayInOrder() {
        Pieces pieces = inPieces(i -> i % 3 == 0 ? 8_192 : i % 3 == 1 ? 7 : 4_095);
        assertEquals(body.length, pieces.length());
        assertArrayEquals(body, pieces.together());
    }

    @Test
    void oneAfterTheOther_areTheBody() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        inPieces(i -> i % 3 == 0 ? 8_192 : i % 3 == 1 ? 7 : 4_095)
                .each((bytes, from, to) -> all.write(bytes, from, to - from));
        assertArrayEquals(body, all.toByteArray());
    }

    @Test
    void beginning_isThereHoweverItWasCut() {
        byte[] three = Arrays.copyOf(body, 3);
        assertArrayEquals(three, inPieces(i -> 1).begin(3));
        assertArrayEquals(three, inPieces(i -> 2).begin(3));
        assertArrayEquals(three, inPieces(i -> 8_192).begin(3));
        assertArrayEquals(new byte[] {7}, Pieces.of(new byte[] {7}).begin(3));
        assertArrayEquals(new byte[0], Pieces.of().begin(3));
    }

    /** Also a mark that came byte by byte. */
    @Test
    void byteOrderMark_isTakenAway() {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        assertEquals("[1]", text(ByteOrderMark.without(Pieces.of(mark, "[1]".getBytes()))));
        byte[][] oneByOne = {{mark[0]}, {mark[1]}, {mark[2]}, {'['}, {']'}};
        assertEquals("[]", text(ByteOrderMark.without(Pieces.of(oneByOne))));
        assertEquals("[]", text(ByteOrderMark.without(Pieces.of("[]".getBytes()))));
        assertEquals("", text(ByteOrderMark.without(Pieces.of(mark))));
    }

    private static String text(Pieces pieces) {
        return new String(pieces.together());
    }

    @Test
    void takenTogether_beginsAnew() {
        Pieces pieces = inPieces(i -> 100);
        pieces.together();
        pieces.add(Buffer.buffer("a"));
        pieces.add(Buffer.buffer("b"));
        assertEquals("ab", new String(pieces.together()));
    }

    /** What the next piece has, by its number. */
    private interface Size {
        int of(int piece);
    }

    private Pieces inPieces(Size size) {
        Pieces pieces = new Pieces();
        for (int at = 0, i = 0; at < body.length; i++) {
            int end = Math.min(at + size.of(i), body.length);
            pieces.add(Buffer.buffer(Arrays.copyOfRange(body, at, end)));
            at = end;
        }
        return pieces;
    }
}
