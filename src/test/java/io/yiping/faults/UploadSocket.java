package io.yiping.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes of one upload and of its answers on a socket of its own: one thread writes while another reads, which the
 * JDK's client cannot do.
 *
 * <p>Failure: an {@link IOException} when it was cut, when it was refused, or when nothing came for a minute.
 */
final class UploadSocket implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    private final OutputStream encoded;
    private InputStream in;
    private int left;

    UploadSocket(URI uri, boolean gzip) throws IOException {
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        socket.setTcpNoDelay(true);
        String head = "POST " + uri.getPath() + "?" + uri.getQuery() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n"
                + (gzip ? "Content-Encoding: gzip\r\n\r\n" : "\r\n");
        socket.getOutputStream().write(ascii(head));
        encoded = gzip ? new GZIPOutputStream(chunk, 8 * 1024, true) : chunk;
    }

    /** Everything given so far has left when this returns, half a line too. */
    void write(byte[] bytes) throws IOException {
        encoded.write(bytes);
        encoded.flush();
        sendChunk();
    }

    /** The body is whole. */
    void end() throws IOException {
        encoded.close();
        sendChunk();
        socket.getOutputStream().write(ascii("0\r\n\r\n"));
    }

    /** @return the next whole line of the answer; null when the answer has ended as it should */
    String readLine() throws IOException {
        if (in == null) {
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            readHead();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = readBody(); b != '\n'; b = readBody()) {
            if (b < 0 && line.size() == 0) {
                return null;
            } else if (b < 0) {
                throw new IOException("the answer ends in the middle of a line");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void sendChunk() throws IOException {
        if (chunk.size() == 0) {
            return;
        }
        ByteArrayOutputStream framed = new ByteArrayOutputStream(chunk.size() + 16);
        framed.writeBytes(ascii(Integer.toHexString(chunk.size()) + "\r\n"));
        chunk.writeTo(framed);
        framed.writeBytes(ascii("\r\n"));
        chunk.reset();
        framed.writeTo(socket.getOutputStream());
    }

    private void readHead() throws IOException {
        String status = headLine();
        if (!status.contains(" 200 ")) {
            throw new IOException(status);
        }
        while (!headLine().isEmpty()) {
            // No header matters here.
        }
    }

    /** @return -1 after the last chunk */
    private int readBody() throws IOException {
        if (left == 0) {
            String size = headLine();
            left = Integer.parseInt(size.isEmpty() ? headLine() : size, 16);
        }
        if (left == 0) {
            return -1;
        }
        left--;
        return requireByte();
    }

    private String headLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = requireByte(); b != '\n'; b = requireByte()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private int requireByte() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new IOException("cut");
        }
        return b;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
