package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.platform.Pieces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Items and decoder together against a parser that reads the whole array: random arrays, whole and with a byte changed,
 * must be taken or refused alike. The seed is printed; {@code -Dyiping.seed} repeats one.
 */
class ItemsTest {

    private static final int ROUNDS = 20_000;
    private static final ObjectMapper WHOLE = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String[] SPACES = {"", " ", "\n", " \t\r\n "};
    private static final String[] SCALARS = {
        "1",
        "-2.5e3",
        "true",
        "null",
        "\"\"",
        "\"[{,\\\"\\\\\"",
        "\"\\u4f60\"",
        "\"好,]\"",
        "\"}\"",
        "\"longer than eight bytes, with \\\" in it and \\\\\"",
        "\"0123456\\\\\"",
        "\"满意度评价，没有引号\""
    };

    private final SplittableRandom random;

    ItemsTest() {
        long seed = Long.getLong("yiping.seed", System.nanoTime());
        System.out.println("ItemsTest: -Dyiping.seed=" + seed);
        random = new SplittableRandom(seed);
    }

    @Test
    void wholeArrays_areDividedAsAParserDoes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] array = array(3).getBytes(StandardCharsets.UTF_8);
            JsonNode expected = WHOLE.readTree(array);
            Items items = Items.of(inTwo(array), Integer.MAX_VALUE);
            assertEquals(expected.size(), items.count());
            for (int i = 0; i < items.count(); i++) {
                byte[] item = Arrays.copyOfRange(array, items.from(i), items.to(i));
                assertEquals(expected.get(i), WHOLE.readTree(item));
            }
        }
    }

    @Test
    void damagedArrays_areRefusedAsAParserDoes() {
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(array(3).getBytes(StandardCharsets.UTF_8));
            String text = new String(damaged, StandardCharsets.UTF_8);
            int expected = itemsByParser(text);
            assertEquals(expected, itemsByUs(text.getBytes(StandardCharsets.UTF_8)), text);
            refused += expected < 0 ? 1 : 0;
        }
        assertTrue(refused > ROUNDS / 10 && refused < ROUNDS, "nothing was shown: " + refused + " refused");
        System.out.println("ItemsTest: " + refused + " of " + ROUNDS + " damaged arrays refused");
    }

    /** Wherever a body is cut, also behind a backslash. */
    @Test
    void everyPrefix_isRefused() {
        for (int round = 0; round < ROUNDS / 20; round++) {
            byte[] array = array(3).strip().getBytes(StandardCharsets.UTF_8);
            for (int length = 1; length < array.length; length++) {
                byte[] cut = Arrays.copyOf(array, length);
                assertThrows(NotJson.class, () -> Items.of(inTwo(cut), Integer.MAX_VALUE));
            }
        }
    }

    /** A body comes in pieces, which end anywhere. */
    @Test
    void everyCut_changesNothing() throws Exception {
        for (int round = 0; round < ROUNDS / 20; round++) {
            byte[] array = array(3).getBytes(StandardCharsets.UTF_8);
            Items whole = Items.of(Pieces.of(array), Integer.MAX_VALUE);
            for (int cut = 0; cut <= array.length; cut++) {
                Items items = Items.of(inTwo(array, cut), Integer.MAX_VALUE);
                assertEquals(bounds(whole), bounds(items), new String(array, StandardCharsets.UTF_8) + " at " + cut);
            }
        }
    }

    @Test
    void otherValues_areNoArray() throws Exception {
        assertNull(Items.of(Pieces.of("{}".getBytes(StandardCharsets.UTF_8)), 10));
        assertNull(Items.of(Pieces.of(" 5".getBytes(StandardCharsets.UTF_8)), 10));
    }

    private Pieces inTwo(byte[] body) {
        return inTwo(body, random.nextInt(body.length + 1));
    }

    private static Pieces inTwo(byte[] body, int cut) {
        return Pieces.of(Arrays.copyOf(body, cut), Arrays.copyOfRange(body, cut, body.length));
    }

    private static List<Integer> bounds(Items items) {
        List<Integer> bounds = new ArrayList<>();
        for (int i = 0; i < items.count(); i++) {
            bounds.add(items.from(i));
            bounds.add(items.to(i));
        }
        return bounds;
    }

    /** @return the items, or -1 when it is no JSON array */
    private static int itemsByParser(String text) {
        try {
            JsonNode tree = WHOLE.readTree(text);
            return tree != null && tree.isArray() ? tree.size() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private int itemsByUs(byte[] bytes) {
        try {
            Items items = Items.of(inTwo(bytes), Integer.MAX_VALUE);
            for (int i = 0; items != null && i < items.count(); i++) {
                RatingDecoder.decode(bytes, items.from(i), items.to(i));
            }
            return items == null ? -1 : items.count();
        } catch (NotJson e) {
            return -1;
        }
    }

    private byte[] damage(byte[] json) {
        byte[] damaged = json.clone();
        byte[] marks = "[]{},:\"\\ x1\n".getBytes(StandardCharsets.US_ASCII);
        damaged[random.nextInt(damaged.length)] = marks[random.nextInt(marks.length)];
        return damaged;
    }

    private String array(int depth) {
        StringBuilder json = new StringBuilder(space()).append('[').append(space());
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : space() + "," + space()).append(value(depth - 1));
        }
        return json.append(space()).append(']').append(space()).toString();
    }

    private String value(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(3);
        return switch (kind) {
            case 1 -> array(depth).strip();
            case 2 -> "{\"level\"" + space() + ":" + space() + value(depth - 1) + ",\"b\":" + value(depth - 1) + "}";
            default -> SCALARS[random.nextInt(SCALARS.length)];
        };
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
