package io.yiping.platform;

import io.netty.channel.EventLoopGroup;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxThread;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.TimeUnit;

/**
 * An event loop that serves no requests, for work that others wait for: what the database answers there is acted on at once,
 * not after the requests that have arrived meanwhile, a millisecond of them under load.
 *
 * <p>Bound: one thread. Closing waits, at most 2 s, until what was handed to it before has run.
 *
 * <p>Thread-safety: safe.
 */
public final class OwnLoop implements AutoCloseable {

    /** Of a hundred parts of its time; the transport's default. */
    private static final int PART_FOR_INPUT_AND_OUTPUT = 50;

    private static final long CLOSING_SECONDS = 2;

    private final EventLoopGroup group;
    private final Context context;

    public OwnLoop(Vertx vertx, String threadName) {
        VertxInternal internal = (VertxInternal) vertx;
        Transport transport = internal.transport();
        this.group = transport.eventLoopGroup(
                Transport.IO_EVENT_LOOP_GROUP, 1, work -> thread(work, threadName), PART_FOR_INPUT_AND_OUTPUT);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.context = internal.createEventLoopContext(group.next(), null, loader);
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new VertxThread(work, name, false, 0, TimeUnit.SECONDS);
        thread.setDaemon(true);
        return thread;
    }

    /** Where its work runs. */
    public Context context() {
        return context;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
}
