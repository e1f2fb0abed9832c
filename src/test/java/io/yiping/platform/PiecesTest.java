package io.yiping.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.SplittableRandom;
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
        assertTrue(pieces.held() < 30, () -> pieces.held() + " buffers");
        assertArrayEquals(body, pieces.together());
    }

    @Test
    void largeAndSmallInTurn_stayInOrder() {
        Pieces pieces = inPieces(i -> i % 3 == 0 ? 8_192 : i % 3 == 1 ? 7 : 4_095);
        assertEquals(body.length, pieces.length());
        assertArrayEquals(body, pieces.together());
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
