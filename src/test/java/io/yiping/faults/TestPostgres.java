package io.yiping.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.jboss.logmanager.Logger;

/**
 * A real, durable PostgreSQL of the test's own, that can be killed and started again on the same data and port.
 *
 * <p>Bound: one at a time in a JVM; {@link #restart} waits until nothing runs from the common binaries any more.
 */
final class TestPostgres implements Database, AutoCloseable {

    private static final Path BINARIES = Places.FAULTS.resolve("postgresql");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** It complains at length that it cannot stop what was killed. */
    private static final Logger LIBRARY = Logger.getLogger("io.zonky.test");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final Path folder;
    private final Path data;
    private final int port;
    private final Thread lastResort = new Thread(this::killWhatIsLeft);
    private EmbeddedPostgres postgres;

    private TestPostgres(String name) throws IOException {
        this.folder = Places.emptyFolder(Places.FAULTS.resolve(name));
        this.data = folder.resolve("data");
        this.port = Places.freePort();
    }

    static TestPostgres start(String name) throws Exception {
        TestPostgres started = new TestPostgres(name);
        Runtime.getRuntime().addShutdownHook(started.lastResort);
        started.launch();
        return started;
    }

    /** As the service takes it. */
    String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
    }

    @Override
    public Connection connect() throws SQLException {
        return PidFile.connect(port);
    }

    boolean isAlive() {
        return new PidFile(data).postmaster().isPresent();
    }

    /** {@code kill -9} of the postmaster; returns when nobody answers any more. */
    void kill() throws Exception {
        new PidFile(data).killPostmaster();
        awaitBackendsGone();
        requireSilence();
    }

    /** Starts it on the same data and port, crash recovery included; returns when it answers. */
    void restart() throws Exception {
        awaitBackendsGone();
        postgres.close();
        launch();
    }

    /** The lines of the server's log that contain a text. */
    List<String> logged(String text) throws IOException {
        String log = Files.readString(folder.resolve("postgresql.log"), StandardCharsets.UTF_8);
        return log.lines().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        killWhatIsLeft();
        Runtime.getRuntime().removeShutdownHook(lastResort);
        Places.delete(data);
    }

    private void launch() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(BINARIES.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setLocaleConfig("locale", "C")
                // The library passes -F (fsync off); what is set here comes later on the command line and wins.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", folder.toString())
                .setServerConfig("log_filename", "postgresql.log")
                .start();
    }

    private static void awaitBackendsGone() throws Exception {
        Waits.until("all backends are gone", PATIENCE, () -> ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().command().orElse("").startsWith(BINARIES + "/")));
    }

    private void requireSilence() {
        try (Connection alive = connect()) {
            throw new AssertionError("PostgreSQL still answers after kill -9: " + alive);
        } catch (SQLException refused) {
            // That is what was wanted.
        }
    }

    private void killWhatIsLeft() {
        new PidFile(data).postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }
}
