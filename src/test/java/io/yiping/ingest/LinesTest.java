package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.yiping.platform.Gunzip;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Lines and gzip, whatever the pieces are in which the bytes come. Seeded; the seed is printed. */
class LinesTest {

    private static final int ROUNDS = 300;

    private final SplittableRandom random;

    LinesTest() {
        long seed = Long.getLong("yiping.seed", System.nanoTime());
        System.out.println("LinesTest: -Dyiping.seed=" + seed);
        random = new SplittableRandom(seed);
    }

    @Test
    void anyPieces_giveTheSameLines() {
        for (int round = 0; round < ROUNDS; round++) {
            String text = text();
            Seen seen = new Seen();
            Lines lines = new Lines(seen);
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 10 : 40_000));
                while (at < to) {
                    at = lines.take(bytes, at, to);
                }
            }
            lines.end();
            assertEquals(expected(text), seen.lines);
        }
    }

    @Test
    void anyPieces_inflateToTheSameBytes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plain = text().getBytes(StandardCharsets.ISO_8859_1);
            byte[] packed = packed(plain);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 + random.nextInt(5_000)];
            Gunzip gunzip = new Gunzip();
            for (int at = 0; at < packed.length; ) {
                int to = Math.min(packed.length, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 5_000));
                gunzip.feed(java.util.Arrays.copyOfRange(packed, at, to));
                for (int n = gunzip.read(buffer); n > 0; n = gunzip.read(buffer)) {
                    out.write(buffer, 0, n);
                }
                at = to;
                assertEquals(at == packed.length, gunzip.isWhole() && at == packed.length);
            }
            gunzip.close();
            assertEquals(new String(plain, StandardCharsets.ISO_8859_1), out.toString(StandardCharsets.ISO_8859_1));
        }
    }

    /** One or two members; the first sometimes with a name, a comment, extra bytes and a checksum of its header. */
    private byte[] packed(byte[] plain) throws Exception {
        int cut = random.nextInt(plain.length + 1);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {
            java.util.Arrays.copyOf(plain, cut), java.util.Arrays.copyOfRange(plain, cut, plain.length)
        }) {
            ByteArrayOutputStream member = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
                gzip.write(part);
            }
            byte[] bytes = member.toByteArray();
            int flags = random.nextInt(16) << 1;
            bytes[3] = (byte) flags;
            members.write(bytes, 0, 10);
            if ((flags & 4) != 0) {
                int extra = random.nextInt(3);
                members.writeBytes(new byte[] {(byte) extra, 0});
                members.writeBytes(new byte[extra]);
            }
            if ((flags & 8) != 0) {
                members.writeBytes("name\0".getBytes(StandardCharsets.US_ASCII));
            }
            if ((flags & 16) != 0) {
                members.writeBytes("comment\0".getBytes(StandardCharsets.US_ASCII));
            }
            if ((flags & 2) != 0) {
                members.writeBytes(new byte[] {1, 2});
            }
            members.write(bytes, 10, bytes.length - 10);
        }
        members.writeBytes(new byte[random.nextInt(3)]);
        return members.toByteArray();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(12);
        for (int i = 0; i < lines; i++) {
            int length =
                    switch (random.nextInt(5)) {
                        case 0 -> 0;
                        case 1 -> Lines.MAX_LINE - 1 + random.nextInt(3);
                        case 2 -> 3 * Lines.MAX_LINE;
                        default -> random.nextInt(200);
                    };
            text.append(Character.toString('a' + i).repeat(length))
                    .append(i == lines - 1 && random.nextBoolean() ? "" : "\n");
        }
        return text.toString();
    }

    private static List<String> expected(String text) {
        List<String> lines = new ArrayList<>();
        String[] parts = text.split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].length() > Lines.MAX_LINE) {
                lines.add((i + 1) + " too long");
            } else if (!parts[i].isEmpty()) {
                lines.add((i + 1) + " " + parts[i]);
            }
        }
        return lines;
    }

    private static final class Seen implements Lines.Sink {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void line(long number, byte[] bytes, int from, int to) {
            lines.add(number + " " + new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void tooLong(long number) {
            lines.add(number + " too long");
        }
    }
}
