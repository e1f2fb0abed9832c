package io.yiping.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A TCP proxy before PostgreSQL that, once armed, cuts one of the ledger's connections at the next thing that commits, be it COMMIT or a
 * statement outside of a transaction: before the server sees it, after it has answered and before the client hears it, or while it
 * still has it to do.
 */
final class CommitCutter implements AutoCloseable {

    /** When the connection is cut. */
    enum Cut {
        BEFORE_THE_SERVER_SEES_IT,
        BEFORE_THE_CLIENT_HEARS_OF_IT,
        WHILE_THE_SERVER_IS_AT_IT
    }

    /** A simple query in the wire protocol: Q, length, text, NUL. */
    private static final String COMMIT = "Q\0\0\0\u000bCOMMIT\0";

    /** Execute what was bound, all its rows, and Sync, which commits outside of a transaction. */
    private static final String EXECUTE = "E\0\0\0\t\0\0\0\0\0S\0\0\0\4";

    /** How the application's name ends, with which the connection begins: others commit, too. */
    private static final String WRITER = "-ledger\0";

    /** The server is ready for a query, and not within a transaction. */
    private static final String READY = "Z\0\0\0\5I";

    /** How it says what it has done, before that: the journal's one row, or COMMIT. */
    private static final List<String> COMMITTED = List.of("INSERT 0 1\0" + READY, "COMMIT\0" + READY);

    private final ServerSocket front;
    private final int serverPort;
    private final AtomicReference<Cut> armed = new AtomicReference<>();
    private final AtomicInteger cuts = new AtomicInteger();

    CommitCutter(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.front = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        daemon(this::accept, "commit-cutter");
    }

    int port() {
        return front.getLocalPort();
    }

    void arm(Cut cut) {
        armed.set(cut);
    }

    /** Connections that were cut at a commit. */
    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        front.close();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Link link = new Link(front.accept(), new Socket(InetAddress.getLoopbackAddress(), serverPort));
                daemon(link::pumpToServer, "to-server");
                daemon(link::pumpToClient, "to-client");
            } catch (IOException closedOrServerAway) {
                // The client sees a refused or closed connection, as without a proxy.
            }
        }
    }

    /**
     * One connection: client, server, whether what the server answers is kept from the client, and whether the server stands outside
     * of a transaction.
     */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean mute;
        private volatile boolean outside;
        private boolean ofWriter;

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void pumpToServer() {
            try (InputStream in = client.getInputStream();
                    OutputStream out = server.getOutputStream()) {
                byte[] chunk = new byte[64 * 1024];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    String said = text(chunk, n);
                    ofWriter |= said.contains(WRITER);
                    String commit = outside ? EXECUTE : COMMIT;
                    Cut cut = ofWriter && said.endsWith(commit) ? armed.getAndSet(null) : null;
                    mute |= cut == Cut.BEFORE_THE_CLIENT_HEARS_OF_IT;
                    out.write(chunk, 0, cut == Cut.BEFORE_THE_SERVER_SEES_IT ? n - commit.length() : n);
                    out.flush();
                    if (cut != null && !mute) {
                        cuts.incrementAndGet();
                        return;
                    }
                }
            } catch (IOException gone) {
                // The other pump sees it too.
            } finally {
                hangUpUnlessMute();
            }
        }

        void pumpToClient() {
            try (InputStream in = server.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                byte[] chunk = new byte[64 * 1024];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    String said = text(chunk, n);
                    outside = said.endsWith(READY);
                    if (mute && COMMITTED.stream().anyMatch(said::endsWith)) {
                        cuts.incrementAndGet();
                        return;
                    }
                    if (!mute) {
                        out.write(chunk, 0, n);
                        out.flush();
                    }
                }
            } catch (IOException gone) {
                // The other pump sees it too.
            } finally {
                hangUp();
            }
        }

        private void hangUpUnlessMute() {
            if (!mute) {
                hangUp();
            }
        }

        private void hangUp() {
            try {
                client.close();
                server.close();
            } catch (IOException alreadyClosed) {
                // That is what was wanted.
            }
        }
    }

    /** As it is seen on the wire; the driver writes what commits at the end of a piece. */
    private static String text(byte[] chunk, int length) {
        return new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
