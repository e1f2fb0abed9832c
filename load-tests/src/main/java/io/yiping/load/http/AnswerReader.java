package io.yiping.load.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Reads one answer of HTTP/1.1: by Content-Length, in chunks, or to the end of the stream; as a whole, or as it comes.
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
    private String etag = "";

    AnswerReader(InputStream in) {
        this.in = in;
    }

    Answer read() throws IOException {
        int status = head();
        return body(status);
    }

    /** The status; then the body is next. */
    int head() throws IOException {
        int status = status(line());
        for (String header = line(); !header.isEmpty(); header = line()) {
            header(header);
        }
        return status;
    }

    /** The whole body, after the head. */
    Answer body(int status) throws IOException {
        boolean without = status == 204 || status == 304;
        byte[] body = without ? new byte[0] : stream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
        }
        return new Answer(status, retryAfter, etag, body);
    }

    /** The body as it comes, after the head. */
    InputStream stream() {
        if (chunked) {
            return new Chunks();
        }
        closes |= length == TO_THE_END;
        return length == TO_THE_END ? new Rest() : new Counted(length);
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
            case "etag" -> etag = value;
            default -> {
                // other headers do not matter here
            }
        }
    }

    /** A date in place of seconds counts as one second. */
    private static Duration seconds(String value) {
        return Duration.ofSeconds(value.matches("\\d{1,6}") ? Long.parseLong(value) : 1);
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

    private int take(byte[] into, int offset, int most) {
        int taken = Math.min(most, limit - position);
        System.arraycopy(buffer, position, into, offset, taken);
        position += taken;
        return taken;
    }

    /** Everything until the server closes. */
    private class Rest extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            return more() ? take(into, offset, most) : -1;
        }
    }

    /** So many bytes and no fewer. */
    private class Counted extends Rest {
        int left;

        Counted(int length) {
            left = length;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            need();
            int taken = take(into, offset, Math.min(most, left));
            left -= taken;
            return taken;
        }
    }

    /** Chunks up to the empty one. */
    private final class Chunks extends Counted {
        private boolean begun;
        private boolean ended;

        Chunks() {
            super(0);
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            if (left == 0 && !ended) {
                next();
            }
            return ended ? -1 : super.read(into, offset, most);
        }

        private void next() throws IOException {
            if (begun) {
                line();
            }
            begun = true;
            String line = line();
            int end = line.indexOf(';');
            left = Integer.parseInt(
                    end < 0 ? line.strip() : line.substring(0, end).strip(), 16);
            if (left == 0) {
                ended = true;
                line();
            }
        }
    }
}
