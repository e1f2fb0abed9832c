package io.yiping.platform;

import io.netty.channel.SingleThreadEventLoop;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;

/** Event loops, also as executors for {@code emitOn}: an answer is written on the loop of its request, wherever it came from. */
public final class EventLoop {

    private EventLoop() {}

    /** The one that this runs on, which all its requests share: whoever answers many of them gives it one task. */
    public static Context now() {
        return VertxContext.getRootContext(Vertx.currentContext());
    }

    /**
     * Goes on when this loop has looked at its sockets once more. A task that only stands in its queue may come
     * before that: a loop takes up to 64 of them in a row.
     */
    public static void afterSockets(Runnable step) {
        Context loop = now();
        SingleThreadEventLoop netty = (SingleThreadEventLoop) ((ContextInternal) loop).nettyEventLoop();
        netty.executeAfterEventLoopIteration(() -> loop.runOnContext(now -> step.run()));
    }

    /** To be asked for on the request's own loop. */
    public static Executor of(RoutingContext call) {
        return of(call.vertx().getOrCreateContext());
    }

    public static Executor of(Context loop) {
        return step -> loop.runOnContext(now -> step.run());
    }
}
