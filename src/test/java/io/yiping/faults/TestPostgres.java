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
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;

/**
 * A real, durable PostgreSQL of the test's own, that can be killed and started again on the same data and port.
 *
 * <p>Bound: one at a time in a JVM; {@link #restart} waits until nothing runs from the common binaries any more.
 */
final class TestPostgres implements Database, AutoCloseable {

    private static final Path BINARIES = Places.FAULTS.resolve("postgresql");
    private static final String LOG = "pg_wal";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** It complains at length that it cannot stop what was killed. */
    private static final Logger LIBRARY = Logger.getLogger("io.zonky.test");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final Path folder;
    private final Path data;
    private final Map<String, String> settings;
    private final int port;
    private final Thread lastResort = new Thread(this::killWhatIsLeft);
    private EmbeddedPostgres postgres;

    private TestPostgres(String name, Path place, Map<String, String> settings) throws IOException {
        this.folder = Places.emptyFolder(Places.FAULTS.resolve(name));
        this.data = (place == null ? folder : place).resolve("data");
        this.settings = settings;
        this.port = Places.freePort();
    }

    static TestPostgres start(String name) throws Exception {
        return start(name, null, Map.of());
    }

    /**
     * @param place of its data folder; null for the usual one
     * @param settings of the server that are not the usual ones
     */
    static TestPostgres start(String name, Path place, Map<String, String> settings) throws Exception {
        TestPostgres started = new TestPostgres(name, place, settings);
        Runtime.getRuntime().addShutdownHook(started.lastResort);
        started.launch();
        return started;
    }

    /** As the service takes it. */
    String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
    }

    /** Environment variables of a service on it: where it is, and others. */
    Map<String, String> settings(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(others);
        all.put("YIPING_DATABASE_URL", url());
        return all;
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
        letGo();
        launch();
    }

    /** From now on none of its processes does anything; {@link #killFrozen} has to follow. */
    void freeze() throws Exception {
        ProcessHandle postmaster = new PidFile(data).postmaster().orElseThrow();
        Waits.until("all of PostgreSQL stands still", PATIENCE, () -> {
            List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
            for (ProcessHandle process : all) {
                Command.succeeds("sh", "-c", "kill -STOP " + process.pid());
            }
            return all.stream().allMatch(TestPostgres::standsStill)
                    && all.size() == postmaster.descendants().count() + 1;
        });
    }

    private static boolean standsStill(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2) == 'T';
        } catch (IOException ended) {
            return true;
        }
    }

    /** {@code kill -9} of all of it; nothing uses its data folder afterwards. */
    void killFrozen() throws Exception {
        killWhatIsLeft();
        letGo();
        requireSilence();
    }

    /** Stops it, and starts it with its write-ahead log in another place. */
    void moveLogTo(Path place) throws Exception {
        postgres.close();
        letGo();
        Path log = data.resolve(LOG);
        Command.run("mv", log.toString(), place.toString());
        Files.createSymbolicLink(log, place.resolve(LOG));
        launch();
    }

    private void letGo() throws Exception {
        awaitBackendsGone();
        postgres.close();
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
        Places.delete(folder.resolve(LOG));
    }

    private void launch() throws IOException {
        EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
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
                .setServerConfig("log_filename", "postgresql.log");
        settings.forEach(server::setServerConfig);
        postgres = server.start();
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

    /** Backends too: those that stand still would not notice. */
    private void killWhatIsLeft() {
        new PidFile(data).postmaster().ifPresent(postmaster -> {
            List<ProcessHandle> children = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
    }
}
