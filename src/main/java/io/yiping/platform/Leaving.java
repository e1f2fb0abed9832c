package io.yiping.platform;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * How the service goes. After the first SIGTERM (or Ctrl-C) readiness says no, what was taken is settled, and every answer
 * asks its client to close the connection, so that the next request goes to another instance, not into a closing door. A
 * second signal ends the process at once: what is not answered then is safe to send again, as after {@code kill -9}.
 *
 * <p>Thread-safety: safe.
 */
@Singleton
final class Leaving {

    private static final int FIRST_OF_ALL = -10_000;
    private static final int ENDED_BY_SIGNAL = 128;

    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean leaving;

    void listen(@Observes StartupEvent event) {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal signal = new Signal(name);
            SignalHandler[] first = new SignalHandler[1];
            first[0] = Signal.handle(signal, now -> signalled(now, first[0]));
        }
    }

    private void signalled(Signal signal, SignalHandler first) {
        if (asked.getAndSet(true)) {
            Log.warn("Asked to stop a second time: ending at once");
            Runtime.getRuntime().halt(ENDED_BY_SIGNAL + signal.getNumber());
        }
        first.handle(signal);
    }

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST_OF_ALL).handler(this::askToClose);
    }

    private void askToClose(RoutingContext call) {
        if (leaving && call.request().version() != HttpVersion.HTTP_2) {
            call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        call.next();
    }
}
