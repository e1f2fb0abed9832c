package io.yiping.load.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection with at most one request on its way. Reads of an answer only what is needed to find its end: the status and the
 * Content-Length.
 *
 * <p>Bound: a request has at most {@value #BUFFER_BYTES} bytes, an answer {@value #ANSWER_BYTES}.
 *
 * <p>Failure: an {@link IOException} when the connection is lost or the answer has no length.
 */
final class SingleExchange {
    private static final int BUFFER_BYTES = 16 << 10;
    private static final int ANSWER_BYTES = 64 << 10;
    private static final int NOT_MODIFIED = 304;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] LENGTH_NAME = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] request = new byte[BUFFER_BYTES];
    private final byte[] answer = new byte[ANSWER_BYTES];
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(ANSWER_BYTES);
    private int requestLength;
    private int read;

    SingleExchange(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sends the request again if a new one is not written first. */
    void send() throws IOException {
        read = 0;
        out.clear().put(request, 0, requestLength).flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** The next request, as it is. */
    void write(byte[] whole) {
        System.arraycopy(whole, 0, request, 0, whole.length);
        requestLength = whole.length;
    }

    /** The next request: the head without its length, then the rating. */
    void write(byte[] head, BenchRating rating, byte[] mark) {
        System.arraycopy(head, 0, request, 0, head.length);
        int at = digits(rating.lengthWith(mark), head.length);
        request[at++] = '\r';
        request[at++] = '\n';
        request[at++] = '\r';
        request[at++] = '\n';
        requestLength = rating.write(mark, request, at);
    }

    private int digits(int number, int at) {
        int next = number >= 10 ? digits(number / 10, at) : at;
        request[next] = (byte) ('0' + number % 10);
        return next + 1;
    }

    /** The status of the answer once it is complete, else 0. */
    int receive() throws IOException {
        in.clear().limit(ANSWER_BYTES - read);
        int more = channel.read(in);
        if (more < 0 || read == ANSWER_BYTES) {
            throw new EOFException("a connection was lost, or an answer is longer than " + ANSWER_BYTES + " bytes");
        }
        in.flip().get(answer, read, more);
        read += more;
        int body = endOfHead();
        return body > 0 && read >= body + bodyLength(body) ? status() : 0;
    }

    private int bodyLength(int end) throws IOException {
        return status() == NOT_MODIFIED ? 0 : contentLength(end);
    }

    private int endOfHead() {
        for (int i = STATUS_AT; i + 3 < read; i++) {
            if (answer[i] == '\r' && answer[i + 1] == '\n' && answer[i + 2] == '\r' && answer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return 0;
    }

    private int status() {
        return (answer[STATUS_AT] - '0') * 100 + (answer[STATUS_AT + 1] - '0') * 10 + answer[STATUS_AT + 2] - '0';
    }

    private int contentLength(int end) throws IOException {
        for (int i = STATUS_AT; i < end - LENGTH_NAME.length; i++) {
            if (answer[i - 1] == '\n' && namesLength(i)) {
                return number(i + LENGTH_NAME.length);
            }
        }
        throw new IOException("an answer has no Content-Length: " + text());
    }

    private boolean namesLength(int at) {
        for (int i = 0; i < LENGTH_NAME.length; i++) {
            if ((answer[at + i] | 0x20) != (LENGTH_NAME[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private int number(int at) {
        int number = 0;
        for (int i = at; answer[i] != '\r'; i++) {
            number = answer[i] == ' ' ? number : number * 10 + answer[i] - '0';
        }
        return number;
    }

    /** Head and body of the answer. */
    int answerBytes() {
        return read;
    }

    /** What has been read of the answer, for messages. */
    String text() {
        return new String(answer, 0, read, StandardCharsets.UTF_8);
    }

    void close() throws IOException {
        channel.close();
    }
}
