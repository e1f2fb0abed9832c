package io.yiping.ingest;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** An upload over a bare socket: sent in pieces, read when the test wants it, cut when the test wants it. */
final class RawUpload implements AutoCloseable {

    private static final long STUCK_MILLIS = 1_000;

    private final SocketChannel channel;
    private final Socket socket;
    private BufferedReader reader;

    RawUpload(URI base, String query) throws IOException {
        channel = SocketChannel.open(new java.net.InetSocketAddress(base.getHost(), base.getPort()));
        socket = channel.socket();
        write(("POST /v1/ratings/stream" + query + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        write(chunk(bytes));
    }

    /** @return false when the other side has stopped reading */
    boolean sendUnlessStuck(byte[] bytes) throws Exception {
        ByteBuffer chunk = ByteBuffer.wrap(chunk(bytes));
        channel.configureBlocking(false);
        long until = System.currentTimeMillis() + STUCK_MILLIS;
        while (chunk.hasRemaining() && System.currentTimeMillis() < until) {
            if (channel.write(chunk) == 0) {
                Thread.sleep(10);
            }
        }
        channel.configureBlocking(true);
        return !chunk.hasRemaining();
    }

    void end() throws IOException {
        write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The next line of the answer's body. */
    String readLine() throws IOException {
        if (reader == null) {
            reader = new BufferedReader(
                    new InputStreamReader(new Unchunked(socket.getInputStream()), StandardCharsets.UTF_8));
        }
        return reader.readLine();
    }

    String readAll() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = readLine(); line != null; line = readLine()) {
            all.append(line).append('\n');
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] chunk(byte[] bytes) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    /** The body of a chunked answer, without its head. */
    private static final class Unchunked extends InputStream {
        private final InputStream in;
        private int left;
        private boolean ended;

        Unchunked(InputStream in) throws IOException {
            this.in = new BufferedInputStream(in, 1 << 16);
            String head = line();
            if (!head.contains(" 200 ")) {
                throw new IOException(head);
            }
            while (!head.isEmpty()) {
                head = line();
            }
        }

        @Override
        public int read() throws IOException {
            while (left == 0 && !ended) {
                String size = line();
                if (!size.isEmpty()) {
                    left = Integer.parseInt(size, 16);
                    ended = left == 0;
                }
            }
            if (ended) {
                return -1;
            }
            left--;
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int b = read();
            if (b < 0) {
                return -1;
            }
            bytes[from] = (byte) b;
            return 1;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("cut");
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }
    }
}
