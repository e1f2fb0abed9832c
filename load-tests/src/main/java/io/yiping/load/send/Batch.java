package io.yiping.load.send;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Some lines of a file, each with its newline. */
record Batch(byte[] bytes, int lines) {

    /** The lines as a JSON array. */
    byte[] asArray() {
        byte[] array = new byte[bytes.length + 1];
        array[0] = '[';
        for (int i = 0; i < bytes.length; i++) {
            array[i + 1] = bytes[i] == '\n' ? (byte) ',' : bytes[i];
        }
        array[bytes.length] = ']';
        return array;
    }

    /** Only these lines, by their index in rising order. */
    Batch only(List<Integer> indexes) {
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
