package io.yiping.load.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Reads one answer of HTTP/1.1: by Content-Length, in chunks, or to the end of the stream.
 *
 * <p>Failure: an {@link IOException} when the stream ends early, a limit is passed or the bytes are no HTTP.
 */
final class AnswerReader {
    static final int MAX_BODY_BYTES = 64 << 20;

    private static final int MAX_LINE_BYTES = 16 << 10;
    private static final int TO_THE_END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int limit;

    private int length = TO_THE_END;
    private boolean chunked;
    private boolean closes;
    private Duration retryAfter = Duration.ZERO;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    Answer read() throws IOException {
        int status = status(line());
        for (String header = line(); !header.isEmpty(); header = line()) {
            header(header);
        }
        return new Answer(status, retryAfter, status == 204 || status == 304 ? new byte[0] : body());
    }

    /** The server will not take another request on this connection. */
    boolean closes() {
        return closes;
    }

    private static int status(String line) throws IOException {
        if (line.startsWith("HTTP/1.") && line.length() >= 12) {
            return Integer.parseInt(line.substring(9, 12));
        }
        throw new IOException("no HTTP answer: " + line);
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
            case "content-length" -> length = Integer.parseInt(value);
            case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
            case "connection" -> closes = value.equalsIgnoreCase("close");
            case "retry-after" -> retryAfter = seconds(value);
            default -> {
                // other headers do not matter here
            }
        }
    }

    /** A date in place of seconds counts as one second. */
    private static Duration seconds(String value) {
        return Duration.ofSeconds(value.matches("\\d{1,6}") ? Long.parseLong(value) : 1);
    }

    private byte[] body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(length, 1024));
        if (chunked) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                copy(size, body);
                line();
            }
            line();
        } else if (length == TO_THE_END) {
            closes = true;
            while (more()) {
                copy(limit - position, body);
            }
        } else {
            copy(length, body);
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return Integer.parseInt(end < 0 ? line.strip() : line.substring(0, end).strip(), 16);
    }

    private void copy(int bytes, ByteArrayOutputStream to) throws IOException {
        if (bytes > MAX_BODY_BYTES - to.size()) {
            throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
        }
        for (int left = bytes; left > 0; ) {
            need();
            int step = Math.min(left, limit - position);
            to.write(buffer, position, step);
            position += step;
            left -= step;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            need();
            char c = (char) (buffer[position++] & 0xff);
            if (c == '\n') {
                return line.toString().stripTrailing();
            }
            if (line.append(c).length() > MAX_LINE_BYTES) {
                throw new IOException("a header line is longer than " + MAX_LINE_BYTES + " bytes");
            }
        }
    }

    private void need() throws IOException {
        if (!more()) {
            throw new EOFException("the connection was closed before the answer was complete");
        }
    }

    private boolean more() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return position < limit;
    }
}
