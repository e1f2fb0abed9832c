package io.yiping.platform;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Brings the database up in the background while the service is already live: embedded PostgreSQL if none is
 * configured, then wait until it answers, check that it is durable, migrate, and say {@link DatabaseReady}.
 *
 * <p>Failure: a database that is away or unfit is asked again every second, for ever; readiness tells why. Only an
 * embedded PostgreSQL that cannot start ends the process: nobody else would mend it.
 */
@Singleton
final class DatabaseStart {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LAST = 5_000;
    private static final long CLOSE_SECONDS = 5;

    private final DatabaseConfig config;
    private final EmbeddedDatabase embedded;
    private final Durability durability;
    private final Flyway flyway;
    private final Pool pool;
    private final Event<DatabaseReady> ready;
    private volatile boolean stopping;
    private volatile String waitingFor = "the database";

    DatabaseStart(
            DatabaseConfig config,
            EmbeddedDatabase embedded,
            Durability durability,
            Flyway flyway,
            Pool pool,
            Event<DatabaseReady> ready) {
        this.config = config;
        this.embedded = embedded;
        this.durability = durability;
        this.flyway = flyway;
        this.pool = pool;
        this.ready = ready;
    }

    /** What the start is waiting for, or null when it is done. */
    String waitingFor() {
        return waitingFor;
    }

    void begin(@Observes StartupEvent event) {
        stopping = false;
        Thread starter = new Thread(this::run, "database-start");
        starter.setDaemon(true);
        starter.start();
    }

    /** After everybody else has let go of the database. */
    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        stopping = true;
        try {
            pool.close().subscribeAsCompletionStage().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            Log.debug("The pool did not close in time", e);
        }
        embedded.stop();
    }

    private void run() {
        try {
            if (config.url().isEmpty()) {
                embedded.start();
            }
            while (!stopping && !isReady()) {
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (Exception e) {
            Log.fatal("The embedded PostgreSQL cannot start: " + e.getMessage());
            Log.debug("The embedded PostgreSQL cannot start", e);
            Quarkus.asyncExit(1);
        }
    }

    private boolean isReady() {
        try {
            String server = durability.check();
            flyway.migrate();
            Log.infof("Database: %s", server);
            ready.fire(new DatabaseReady());
            waitingFor = null;
            return true;
        } catch (FlywayValidateException otherSchema) {
            Log.fatal("The database was made by another version of the service, which this one cannot go on with: "
                    + otherSchema.getMessage());
            stopping = true;
            Quarkus.asyncExit(1);
            return false;
        } catch (Exception e) {
            sayOnce(e);
            return false;
        }
    }

    private void sayOnce(Exception e) {
        String target =
                config.url().map(DatabaseUrl::parse).map(DatabaseUrl::toString).orElse("the embedded PostgreSQL");
        String why = target + ": " + e.getMessage();
        if (!stopping && !why.equals(waitingFor)) {
            Log.warnf("Waiting for %s", why);
            waitingFor = why;
        }
    }
}
