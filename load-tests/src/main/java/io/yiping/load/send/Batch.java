package io.yiping.load.send;

import io.yiping.load.manifest.RatingsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Some lines of a file, each with its newline. */
public record Batch(byte[] bytes, int lines) {

    static Batch of(RatingsFile file, SendPlan.Send send) throws IOException {
        byte[] bytes = file.read(send.firstBlock(), send.endBlock());
        return new Batch(bytes, file.linesOf(send.firstBlock(), send.endBlock()));
    }

    /** The lines as a JSON array. */
    public byte[] asArray() {
        return asArray(bytes);
    }

    /** Lines, each with its newline, as a JSON array. */
    public static byte[] asArray(byte[] lines) {
        byte[] array = new byte[lines.length + 1];
        array[0] = '[';
        for (int i = 0; i < lines.length; i++) {
            array[i + 1] = lines[i] == '\n' ? (byte) ',' : lines[i];
        }
        array[lines.length] = ']';
        return array;
    }

    /** Only these lines, by their index in rising order. */
    public Batch only(List<Integer> indexes) {
        ByteArrayOutputStream chosen = new ByteArrayOutputStream(bytes.length);
        int line = 0;
        int next = 0;
        for (int start = 0; next < indexes.size(); line++) {
            int end = endOfLine(start);
            if (line == indexes.get(next)) {
                chosen.write(bytes, start, end - start);
                next++;
            }
            start = end;
        }
        return new Batch(chosen.toByteArray(), indexes.size());
    }

    private int endOfLine(int start) {
        int end = start;
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1;
    }
}
