package io.yiping.platform;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends a connection whose client does not read. */
public final class HangUp {

    private HangUp() {}

    /**
     * At once: Vert.x's own close, also by way of its channel, first waits until all that was written is read. A connection
     * of HTTP/2 carries others beside this request: only its stream ends.
     */
    public static void on(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            ((ConnectionBase) request.connection()).channelHandlerContext().close();
        }
    }
}
