package io.yiping.platform;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the database answers. The probe itself never asks the database: an answer of the last few seconds counts,
 * so that neither a flood of probes nor one slow second takes the service out of a balancer. Liveness does not look at
 * the database at all: restarting the service would not mend it.
 */
@Readiness
@Singleton
final class DatabaseHealth implements HealthCheck {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** A probe without an answer is given up, so that another comes before patience ends. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final DatabaseStart start;
    private final KeptConnection connection;
    private final Vertx vertx;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean started;
    private volatile long answeredNanos;
    private volatile String lost;
    private volatile long timer;

    DatabaseHealth(DatabaseStart start, DirectConnections connections, Vertx vertx) {
        this.start = start;
        this.connection = connections.keep("health", SILENCE);
        this.vertx = vertx;
    }

    void watch(@Observes DatabaseReady event) {
        answeredNanos = System.nanoTime();
        started = true;
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> ask());
    }

    void stop(@Observes ShutdownEvent event) {
        started = false;
        vertx.cancelTimer(timer);
        connection.close();
    }

    /** The database has been migrated and has answered lately. */
    private boolean isReady() {
        return started && System.nanoTime() - answeredNanos < PATIENCE.toNanos();
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("database").status(isReady());
        if (!started) {
            answer.withData("waitingFor", String.valueOf(start.waitingFor()));
        } else if (!isReady()) {
            answer.withData("waitingFor", "the database: " + (lost == null ? "no answer" : lost));
            answer.withData("seconds", secondsSince(answeredNanos));
        }
        return answer.build();
    }

    private void ask() {
        if (asking.compareAndSet(false, true)) {
            connection
                    .use(own -> own.query("SELECT 1").execute())
                    .onTermination()
                    .invoke(() -> asking.set(false))
                    .subscribe()
                    .with(answer -> answered(), this::failed);
        }
    }

    private void answered() {
        if (lost != null) {
            Log.infof("The database answers again, after %d s", secondsSince(answeredNanos));
            lost = null;
        }
        answeredNanos = System.nanoTime();
    }

    private void failed(Throwable why) {
        if (lost == null) {
            Log.warnf("The database is lost: %s", why.getMessage());
        }
        lost = String.valueOf(why.getMessage());
    }

    private static long secondsSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    }
}
