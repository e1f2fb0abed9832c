package io.yiping.load.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.yiping.load.console.UsageException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private static AnswerReader reader(String bytes) {
        return new AnswerReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void answers_areReadByLengthInChunksAndToTheEnd() throws IOException {
        assertEquals(
                "好",
                body(reader("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n好 next")
                        .read()));
        String chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        assertEquals("abcde", body(reader(chunks).read()));
        AnswerReader toTheEnd = reader("HTTP/1.1 200 OK\r\n\r\nall of it");
        assertEquals("all of it", body(toTheEnd.read()));
        assertTrue(toTheEnd.closes());
        assertEquals(
                304,
                reader("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n")
                        .read()
                        .status());
    }

    @Test
    void refusal_namesItsPause() throws IOException {
        Answer answer = reader("HTTP/1.1 503 -\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
                .read();
        assertTrue(answer.refused());
        assertEquals(Duration.ofSeconds(7), answer.retryAfter());
    }

    @Test
    void cutAnswer_isAnError() {
        assertThrows(EOFException.class, () -> reader("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
                .read());
        assertThrows(EOFException.class, () -> reader("").read());
        assertThrows(IOException.class, () -> reader("SSH-2.0-x\r\n\r\n").read());
    }

    @Test
    void connection_isOpenedAgainAfterTheServerClosedIt() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", HttpConnectionTest::echo);
        server.createContext("/drop", HttpExchange::close);
        server.start();
        try (HttpConnection connection =
                new HttpConnection(new Endpoint("localhost", server.getAddress().getPort()), Duration.ofSeconds(5))) {
            byte[] large = new byte[300_000];
            assertArrayEquals(large, connection.postJson("/echo", large).body());
            IOException lost = assertThrows(IOException.class, () -> connection.get("/drop"));
            assertFalse(lost instanceof NotSentException);
            assertEquals(200, connection.get("/echo").status());
        } finally {
            server.stop(0);
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void noServer_isToldApartFromALostAnswer() throws IOException {
        Endpoint closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = new Endpoint("localhost", socket.getLocalPort());
        }
        try (HttpConnection connection = new HttpConnection(closed, Duration.ofSeconds(1))) {
            assertInstanceOf(NotSentException.class, assertThrows(IOException.class, () -> connection.get("/")));
        }
    }

    @Test
    void endpoints_haveNoPath() {
        assertEquals(
                List.of(new Endpoint("a", 80), new Endpoint("b", 8081)), Endpoint.parseAll("http://a, http://b:8081/"));
        for (String wrong : List.of("https://a", "http://a/v1", "a:80", "")) {
            assertThrows(UsageException.class, () -> Endpoint.parseAll(wrong), wrong);
        }
    }
}
