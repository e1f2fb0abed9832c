package io.yiping.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that leave, while a session of Hibernate Reactive waits for its connection, for a statement, or in the middle of a
 * load: the pool gets every connection back, and a load goes on to its end.
 *
 * <p>Negative control: {@code Sessions} that opens a session and leaves closing it to others. It fails here. (One that lets itself
 * be cancelled does not, with Hibernate Reactive 3.2.5: here it is seen whether that stays so.)
 */
@QuarkusTest
class LeavingClientsTest {

    private static final int CONNECTIONS = 8;
    private static final int CLIENTS = 40;

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource database;

    private Api api;
    private Lists lists;

    @BeforeEach
    void connect() {
        api = new Api(base);
        lists = new Lists(api);
    }

    @Test
    void readersThatLeave_takeNoConnectionAlong() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (Connection held = database.getConnection()) {
            held.setAutoCommit(false);
            execute(held, "LOCK TABLE registry_edition IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(send("GET /v1/registry/windows HTTP/1.1\r\nHost: x\r\n\r\n"));
            }
            String waiting =
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'registry_edition'::regclass";
            await("every connection waits", () -> number(held, waiting) == CONNECTIONS);
            // Some wait for an answer, more for a connection; half of them leave, the others are given up after 5 s.
            for (Socket client : clients.subList(0, CLIENTS / 2)) {
                client.close();
            }
            assertTrue(read(clients.get(CLIENTS - 1), "\r\n").startsWith("HTTP/1.1 503"));
            held.rollback();
        }
        for (Socket client : clients) {
            client.close();
        }
        awaitPoolUnused();
        assertEquals(200, api.get("/v1/registry/windows").status());
    }

    @Test
    void loaderThatLeavesInItsBody_leavesThePlace() throws Exception {
        await("the place is taken", () -> {
            // Whichever of the two comes first has it.
            try (Socket client = send("PUT /v1/registry/windows HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n{")) {
                return lists.put("windows", Lists.NDJSON, "").status() == 503;
            }
        });
        await("the place is free", () -> lists.put("windows", Lists.NDJSON, "").status() == 200);
    }

    @Test
    void loaderThatLeaves_findsItsListInForce() throws Exception {
        int entries = 20_000;
        for (int round = 0; round < 3; round++) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < entries; i++) {
                list.append(Lists.entry("W" + i, "窗口" + round + "-" + i));
            }
            byte[] body = list.toString().getBytes(StandardCharsets.UTF_8);
            Socket client = send("PUT /v1/registry/windows HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\n"
                    + "Content-Type: application/x-ndjson\r\nContent-Length: " + body.length + "\r\n\r\n");
            client.getOutputStream().write(body);
            read(client, "{\"stored\":5000}");
            client.close();
            String name = "窗口" + round + "-0";
            await("the list is in force", () -> api.get("/v1/registry/windows?limit=1")
                    .json()
                    .at("/rows/0/name")
                    .asText()
                    .equals(name));
            awaitPoolUnused();
        }
        await("the place is free", () -> lists.put("windows", Lists.NDJSON, "").status() == 200);
        assertEquals(0, api.get("/v1/audit/counts").json().get("difference").asLong());
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(30_000);
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    /** All up to this text. */
    private static String read(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf(end) < 0) {
            int one = in.read();
            assertTrue(one >= 0, () -> "ended after " + text);
            text.append((char) one);
        }
        return text.toString();
    }

    private void awaitPoolUnused() throws Exception {
        await("the pool is unused", () -> api.get("/q/metrics")
                .response()
                .body()
                .lines()
                .anyMatch(line -> line.matches("sql_pool_active\\{.*} 0\\.0")));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "not after 20 s: " + what);
            Thread.sleep(20);
        }
    }

    private static long number(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
