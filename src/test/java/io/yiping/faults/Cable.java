package io.yiping.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between a service and PostgreSQL, as a TCP proxy, that can be cut. What is on its way in a cut direction,
 * new connections and goodbyes included, is not lost but held: TCP would send it again when the cut is mended.
 */
final class Cable implements AutoCloseable {

    /** What is cut. */
    enum Cut {
        BOTH_WAYS(true, true),
        TO_THE_SERVER(true, false),
        TO_THE_CLIENT(false, true),
        /** Every connection is reset, and every new one. */
        RESET(false, false);

        private final boolean there;
        private final boolean back;

        Cut(boolean there, boolean back) {
            this.there = there;
            this.back = back;
        }
    }

    private static final int CHUNK = 64 * 1024;

    private final ServerSocket front;
    private final int serverPort;
    private final Gate there = new Gate();
    private final Gate back = new Gate();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger struck = new AtomicInteger();
    private volatile boolean resetting;

    Cable(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.front = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        daemon(this::accept, "cable");
    }

    int port() {
        return front.getLocalPort();
    }

    void cut(Cut cut) {
        there.close(cut.there);
        back.close(cut.back);
        resetting = cut == Cut.RESET;
        if (resetting) {
            sockets.forEach(this::reset);
        }
    }

    void mend() {
        resetting = false;
        there.close(false);
        back.close(false);
    }

    /** How often something was held up or reset. */
    int struck() {
        return struck.get();
    }

    @Override
    public void close() throws IOException {
        mend();
        front.close();
        sockets.forEach(this::reset);
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = opened(front.accept());
                daemon(() -> connect(client), "cable-connect");
            } catch (IOException closed) {
                // Nobody comes any more.
            }
        }
    }

    private void connect(Socket client) {
        there.pass();
        try {
            Socket server = opened(new Socket(InetAddress.getLoopbackAddress(), serverPort));
            daemon(() -> pump(server, client, back), "cable-back");
            pump(client, server, there);
        } catch (IOException serverAway) {
            quietlyClose(client);
        }
    }

    private Socket opened(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (resetting) {
            reset(socket);
        }
        return socket;
    }

    /** Until one side has gone; the other hears of it by the same way. */
    private void pump(Socket from, Socket to, Gate gate) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                gate.pass();
                out.write(chunk, 0, n);
            }
        } catch (IOException gone) {
            // That is news for the other side.
        }
        gate.pass();
        quietlyClose(to);
    }

    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            struck.incrementAndGet();
        } catch (IOException closedAlready) {
            // Nothing to reset.
        }
        quietlyClose(socket);
    }

    private void quietlyClose(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // That is what was wanted.
        }
    }

    /** Lets things pass in one direction, or holds them. */
    private final class Gate {
        private boolean closed;

        synchronized void close(boolean now) {
            closed = now;
            notifyAll();
        }

        synchronized void pass() {
            if (closed) {
                struck.incrementAndGet();
            }
            while (closed) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
