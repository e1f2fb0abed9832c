package io.yiping.load.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A POST whose answer may begin while its body is still on its way, on a connection of its own.
 *
 * <p>Bound: nothing of either direction is held but one buffer.
 *
 * <p>Failure: {@link NotSentException} when no connection could be made; any other {@link IOException}, in whichever direction,
 * means that the connection is lost. A read waits at most the time-out; a write waits until the server reads or {@link #close}.
 *
 * <p>Thread-safety: one thread writes the body, another one reads the answer, any may close.
 */
public final class OpenPost implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket socket;
    private final AnswerReader answer;

    private OpenPost(Socket socket) throws IOException {
        this.socket = socket;
        this.answer = new AnswerReader(socket.getInputStream());
    }

    /** Sends the head. {@code receiveBytes} bounds what the kernel takes before it is read; 0 leaves that to the kernel. */
    public static OpenPost open(Endpoint endpoint, String path, String headers, Duration timeout, int receiveBytes)
            throws IOException {
        Socket socket = new Socket();
        try {
            int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
            String head = "POST %s HTTP/1.1\r\nHost: %s:%d\r\nTransfer-Encoding: chunked\r\n%s\r\n"
                    .formatted(path, endpoint.host(), endpoint.port(), headers);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new OpenPost(socket);
        } catch (IOException e) {
            socket.close();
            throw new NotSentException(endpoint, e);
        }
    }

    /** The body; its close is the end of the request. */
    public OutputStream body() throws IOException {
        return new ChunkedOutput(socket.getOutputStream());
    }

    /** Waits for the head of the answer. */
    public int status() throws IOException {
        return answer.head();
    }

    /** The body of the answer as it comes, after its head. */
    public InputStream answer() {
        return answer.stream();
    }

    /** The whole body of the answer, after its head. */
    public Answer wholeAnswer(int status) throws IOException {
        return answer.body(status);
    }

    /** Ends the sending without ending the request: the server sees a body cut short and may still answer. */
    public void stopSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes with a reset: what is on its way in either direction may be lost. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing more can be done with it, and nothing needs to be
        }
    }

    /** Chunks of at most {@value #BUFFER_BYTES} bytes, each in one write. */
    private static final class ChunkedOutput extends OutputStream {
        private static final int MOST_DIGITS = 8;
        private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private final OutputStream out;
        private final byte[] chunk = new byte[MOST_DIGITS + 4 + BUFFER_BYTES];

        ChunkedOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; at += BUFFER_BYTES) {
                writeChunk(bytes, offset + at, Math.min(BUFFER_BYTES, length - at));
            }
        }

        private void writeChunk(byte[] bytes, int offset, int length) throws IOException {
            byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(size, 0, chunk, 0, size.length);
            System.arraycopy(bytes, offset, chunk, size.length, length);
            int end = size.length + length;
            chunk[end] = '\r';
            chunk[end + 1] = '\n';
            out.write(chunk, 0, end + 2);
        }

        @Override
        public void close() throws IOException {
            out.write(LAST);
        }
    }
}
