package io.yiping.platform;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * How the service goes. After the first SIGTERM (or Ctrl-C) readiness says no, what was taken is settled, and every HTTP/1.1 answer
 * asks its client to close the connection, so that the next request goes to another instance, not into a closing door. Shortly
 * before the framework begins to wait for what is under way, whoever still comes is refused: else it would wait for them as long
 * as they come, and cut the last. A second signal ends the process at once: what is not answered then is safe to send again, as
 * after {@code kill -9}.
 *
 * <p>Thread-safety: safe.
 */
@Singleton
final class Leaving {

    private static final String OUR_CALLS = "/v1/";
    private static final int FIRST_OF_ALL = -10_000;
    private static final int ENDED_BY_SIGNAL = 128;

    /** From when on nobody is taken any more, before the end of the delay. */
    private static final Duration LAST_MOMENT = Duration.ofMillis(300);

    private static final Duration ANOTHER_INSTANCE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Bodies bodies;
    private final Duration delay;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean leaving;
    private volatile boolean gone;

    Leaving(Vertx vertx, Bodies bodies, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.bodies = bodies;
        this.delay = delay.orElse(Duration.ZERO);
    }

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
        Log.infof("SIG%s: leaving; what is under way is settled", signal.getName());
        first.handle(signal);
    }

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
        vertx.setTimer(Math.max(1, delay.minus(LAST_MOMENT).toMillis()), now -> gone = true);
    }

    void register(@Observes Router router) {
        router.route().order(FIRST_OF_ALL).handler(this::takeLeave);
    }

    private void takeLeave(RoutingContext call) {
        if (leaving && call.request().version() != HttpVersion.HTTP_2) {
            call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (gone && call.request().path().startsWith(OUR_CALLS)) {
            bodies.drop(call);
            String detail = "The service is stopping. Nothing was tried; send it again after Retry-After.";
            Answers.unavailable(call, Problem.NOT_READY, detail, ANOTHER_INSTANCE, json -> {});
            return;
        }
        call.next();
    }
}
