package io.yiping.load.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One keep-alive connection to an instance, opened when first needed and again after a failure.
 *
 * <p>Bound: an answer has at most {@value AnswerReader#MAX_BODY_BYTES} bytes; each wait for bytes at most the time-out.
 *
 * <p>Failure: {@link NotSentException} when no connection could be made; any other {@link IOException} means that the answer is
 * unknown. Both leave the connection closed and usable for the next request.
 *
 * <p>Thread-safety: one request at a time.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int SEND_BUFFER_BYTES = 1 << 20;

    private final Endpoint endpoint;
    private final int timeoutMillis;
    private Socket socket;

    public HttpConnection(Endpoint endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeoutMillis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public Answer get(String path) throws IOException {
        return exchange(head("GET", path, "Accept: application/json\r\n"), new byte[0]);
    }

    /** 304 without a body when the answer would be the one of this ETag again. */
    public Answer getUnless(String etag, String path) throws IOException {
        String headers = "Accept: application/json\r\nIf-None-Match: " + etag + "\r\n";
        return exchange(head("GET", path, headers), new byte[0]);
    }

    public Answer postJson(String path, byte[] body) throws IOException {
        String headers =
                "Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n";
        return exchange(head("POST", path, headers), body);
    }

    private byte[] head(String method, String path, String headers) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + endpoint.host() + ":" + endpoint.port() + "\r\n"
                + headers;
        return (head + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Answer exchange(byte[] head, byte[] body) throws IOException {
        connect();
        try {
            byte[] request = new byte[head.length + body.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            socket.getOutputStream().write(request);
            return answer(socket.getInputStream());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Answer answer(InputStream in) throws IOException {
        AnswerReader reader = new AnswerReader(in);
        Answer answer = reader.read();
        if (reader.closes()) {
            close();
        }
        return answer;
    }

    private void connect() throws NotSentException {
        if (socket != null) {
            return;
        }
        try {
            Socket fresh = new Socket();
            fresh.setTcpNoDelay(true);
            fresh.setSendBufferSize(SEND_BUFFER_BYTES);
            fresh.setSoTimeout(timeoutMillis);
            fresh.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), timeoutMillis);
            socket = fresh;
        } catch (IOException e) {
            throw new NotSentException(endpoint, e);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // nothing more can be done with it, and nothing needs to be
            }
            socket = null;
        }
    }
}
