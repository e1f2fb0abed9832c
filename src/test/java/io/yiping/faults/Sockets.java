package io.yiping.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSession;

/**
 * Sends each thread's requests on connections of its own, kept until an answer says that it closes, and notes what the JDK's
 * client does not tell: whether a request had left whole before its connection broke, when connections were refused, and
 * what answers said about closing.
 *
 * <p>Thread-safety: safe.
 */
final class Sockets implements Wire {

    private static final int PATIENCE_MILLIS = 30_000;

    private final ThreadLocal<Map<String, Socket>> kept = ThreadLocal.withInitial(HashMap::new);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    /** How a request went. */
    enum Outcome {
        ANSWERED,
        ANSWERED_AND_CLOSED,
        /** It was never sent. */
        REFUSED,
        /** Its connection broke while it was sent. */
        NOT_SENT_WHOLE,
        UNANSWERED
    }

    /**
     * One request.
     *
     * @param to host and port
     * @param nanos when it had left whole; if it never did, when that was known
     * @param endNanos when its outcome was known
     */
    record Call(String to, long nanos, long endNanos, Outcome outcome) {}

    private record Received(HttpRequest request, int statusCode, HttpHeaders headers, byte[] body)
            implements HttpResponse<byte[]> {

        boolean closes() {
            return headers.firstValue("Connection").orElse("").equalsIgnoreCase("close");
        }

        @Override
        public Optional<HttpResponse<byte[]>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    /** What was sent there, in the order of its ends. */
    List<Call> calls(ServiceProcess service) {
        String to = service.uri("/").getAuthority();
        return calls.stream().filter(call -> call.to.equals(to)).toList();
    }

    @Override
    public HttpResponse<byte[]> send(HttpRequest request, byte[] body) throws IOException {
        String to = request.uri().getAuthority();
        Socket socket = connected(request.uri());
        try {
            socket.getOutputStream().write(whole(request, body));
        } catch (IOException broken) {
            over(to, Outcome.NOT_SENT_WHOLE, System.nanoTime());
            throw broken;
        }
        long sent = System.nanoTime();
        try {
            Received answer = receive(socket, request);
            over(to, answer.closes() ? Outcome.ANSWERED_AND_CLOSED : Outcome.ANSWERED, sent);
            return answer;
        } catch (IOException broken) {
            over(to, Outcome.UNANSWERED, sent);
            throw broken;
        }
    }

    private void over(String to, Outcome outcome, long nanos) throws IOException {
        calls.add(new Call(to, nanos, System.nanoTime(), outcome));
        if (outcome != Outcome.ANSWERED) {
            kept.get().remove(to).close();
        }
    }

    private Socket connected(URI uri) throws IOException {
        Socket known = kept.get().get(uri.getAuthority());
        if (known != null) {
            return known;
        }
        Socket fresh = new Socket();
        try {
            fresh.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
        } catch (ConnectException refused) {
            long now = System.nanoTime();
            calls.add(new Call(uri.getAuthority(), now, now, Outcome.REFUSED));
            throw refused;
        }
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(PATIENCE_MILLIS);
        kept.get().put(uri.getAuthority(), fresh);
        return fresh;
    }

    private static byte[] whole(HttpRequest request, byte[] body) {
        String head = request.method() + " " + request.uri().getPath() + " HTTP/1.1\r\nHost: "
                + request.uri().getAuthority() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length);
        whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private static Received receive(Socket socket, HttpRequest request) throws IOException {
        InputStream in = socket.getInputStream();
        String status = line(in);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), first -> new ArrayList<>(1))
                    .add(line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.get("Content-Length").get(0));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the answer was cut");
        }
        return new Received(
                request, Integer.parseInt(status.split(" ")[1]), HttpHeaders.of(headers, (name, value) -> true), body);
    }

    /** Byte by byte, so that nothing of the next answer is taken. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection was closed");
            } else if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
