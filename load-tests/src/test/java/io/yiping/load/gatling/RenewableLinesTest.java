package io.yiping.load.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.yiping.load.send.Batch;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RenewableLinesTest {
    private static final String LINES = """
            {"serviceEventId":"X20261130-1.run.000","level":5,"comment":"好, \\"好\\""}
            {"serviceEventId":"X20261130-22.run.000","level":1,"options":["1001","1002"]}
            """;

    private final RenewableLines lines = new RenewableLines(bytes(LINES), bytes(".000"));

    @Test
    void keysEndInWhatIsGiven_nothingElseChanges() {
        assertEquals(LINES.replace(".000", ".0zz"), text(lines.asLines(bytes(".0zz"))));
        assertEquals(LINES, text(lines.asLines(bytes(".000"))), "as often as one likes, from the same lines");
    }

    @Test
    void array_isThatOfTheLines() {
        byte[] renewed = lines.asLines(bytes("0zz"));
        assertEquals(text(new Batch(renewed, 2).asArray()), text(lines.asArray(bytes("0zz"))));
    }

    @Test
    void keyWithoutThePlace_isRefused() {
        byte[] other = bytes(LINES.replace("22.run.000", "22.run.00"));
        assertThrows(IllegalArgumentException.class, () -> new RenewableLines(other, bytes(".000")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
