package io.yiping.ingest;

import io.yiping.contract.Answer;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An upload over a bare socket: sent in pieces, read when the test wants it, cut when the test wants it. Its answer, and each
 * line as it is read, is held to the OpenAPI document.
 */
final class RawUpload implements AutoCloseable {

    private static final String PATH = "/v1/ratings/stream";
    private static final long STUCK_MILLIS = 1_000;

    private final SocketChannel channel;
    private final InputStream in;
    private ByteBuffer rest;
    private String head;
    private BufferedReader reader;
    private Answer answer;

    /** One that is sent chunked, with {@link #send} and {@link #end}. */
    RawUpload(URI base, String query) throws IOException {
        this(base, query, "Transfer-Encoding: chunked");
    }

    /** @param headers that say how the body is sent; {@link #sendBare} sends without framing */
    RawUpload(URI base, String query, String... headers) throws IOException {
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
        channel.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        in = new BufferedInputStream(channel.socket().getInputStream(), 1 << 16);
        sendBare("POST " + PATH + query + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n");
    }

    void sendBare(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        write(chunk(bytes));
    }

    /** @return false when the other side has stopped reading; then {@link #awaitUnstuck} sends the rest */
    boolean sendUnlessStuck(byte[] bytes) throws Exception {
        rest = ByteBuffer.wrap(chunk(bytes));
        return sendRest(STUCK_MILLIS);
    }

    /** Waits until the other side reads again: it does when it has given up on this upload. */
    void awaitUnstuck() throws Exception {
        while (!sendRest(STUCK_MILLIS)) {}
    }

    private boolean sendRest(long millis) throws Exception {
        channel.configureBlocking(false);
        long until = System.currentTimeMillis() + millis;
        while (rest.hasRemaining() && System.currentTimeMillis() < until) {
            if (channel.write(rest) == 0) {
                Thread.sleep(10);
            }
        }
        channel.configureBlocking(true);
        return !rest.hasRemaining();
    }

    void end() throws IOException {
        write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The next line of the answer's body. */
    String readLine() throws IOException {
        if (reader == null) {
            if (!head().startsWith("HTTP/1.1 200 ")) {
                throw new IOException(head());
            }
            answer = new Answer("POST", PATH, 200, headers(), null);
            answer.check();
            reader = new BufferedReader(new InputStreamReader(new Unchunked(in), StandardCharsets.UTF_8));
        }
        String line = reader.readLine();
        if (line != null) {
            answer.checkPart(line);
        }
        return line;
    }

    /** Status line and headers of the answer. */
    String head() throws IOException {
        if (head == null) {
            StringBuilder lines = new StringBuilder();
            for (String line = asciiLine(in); !line.isEmpty(); line = asciiLine(in)) {
                lines.append(line).append('\n');
            }
            head = lines.toString();
        }
        return head;
    }

    private HttpHeaders headers() throws IOException {
        Map<String, List<String>> told = new HashMap<>();
        String[] lines = head().split("\n");
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(": ", 2);
            told.computeIfAbsent(parts[0], first -> new ArrayList<>()).add(parts[1]);
        }
        return HttpHeaders.of(told, (name, value) -> true);
    }

    /** Whatever comes until the other side closes, unframed. */
    String readUntilClosed() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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

        Unchunked(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            while (left == 0 && !ended) {
                String size = asciiLine(in);
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
    }

    private static String asciiLine(InputStream in) throws IOException {
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
