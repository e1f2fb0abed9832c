package io.yiping.platform;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.logging.Log;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL of our own, for the case that nothing is configured: durable, kept over restarts, restarted when it
 * dies.
 *
 * <p>One service a folder: a lock that dies with the process says so. What a killed run left is taken over.
 *
 * <p>Threads: {@link #start} and {@link #stop} are called by one starter; a thread of its own watches the postmaster.
 */
@Singleton
final class EmbeddedDatabase {

    private static final long MEGABYTE = 1024 * 1024;

    private final EmbeddedConfig config;
    private final Path folder;
    private final Path data;
    private final Path binaries;
    private FileLock lock;
    private volatile EmbeddedPostgres postgres;
    private volatile boolean stopping;

    EmbeddedDatabase(EmbeddedConfig config) {
        this.config = config;
        this.folder = config.dataDir().toAbsolutePath().normalize();
        this.data = folder.resolve("data");
        this.binaries = folder.resolve("postgresql");
    }

    /** Starts it, blocking; afterwards it is watched and restarted until {@link #stop}. */
    synchronized void start() throws IOException, InterruptedException {
        stopping = false;
        boolean first = !Files.exists(data.resolve("PG_VERSION"));
        Log.infof(
                "No YIPING_DATABASE_URL: starting the embedded PostgreSQL in %s%s",
                folder, first ? " (first start: unpacking and initialising it, a few seconds)" : "");
        lockFolder();
        clear();
        launch();
        watch();
    }

    /** Stops it cleanly, blocking. */
    synchronized void stop() {
        stopping = true;
        try {
            if (postgres != null) {
                postgres.close();
                postgres = null;
            }
            if (lock != null) {
                lock.acquiredBy().close();
                lock = null;
            }
        } catch (IOException e) {
            Log.warn("The embedded PostgreSQL did not stop cleanly; the next start will recover it", e);
        }
    }

    private void lockFolder() throws IOException {
        Files.createDirectories(folder);
        onlyForItsOwner();
        Path file = folder.resolve("service.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("Another Yiping runs on " + folder
                    + ". Set YIPING_EMBEDDED_DATA_DIR to another folder, or give both one YIPING_DATABASE_URL.");
        }
    }

    /** Nobody else may read the data or put binaries beside the ones that run. */
    private void onlyForItsOwner() throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** What an earlier run left goes; only after it the library may be told that it is closed, or it waits for the dead. */
    private void clear() throws IOException, InterruptedException {
        OrphanPostmaster.stop(data);
        OrphanPostmaster.awaitGone(binaries);
        OrphanPostmaster.forget(data, binaries);
    }

    private void launch() throws IOException {
        long begin = System.nanoTime();
        postgres = EmbeddedPostgres.builder()
                .setPort(Integer.getInteger(DatabaseUrlSource.EMBEDDED_PORT))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(config.startTimeout())
                .setLocaleConfig("locale", "C")
                // The library passes -F (fsync off); what is set here comes later on the command line and wins.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", sharedBuffers())
                .setServerConfig("max_wal_size", config.maxWalSize())
                .setServerConfig("min_wal_size", "1GB")
                .setServerConfig("wal_buffers", "64MB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("max_connections", "100")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql.log")
                .start();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        Log.infof("Embedded PostgreSQL is up after %d ms: %s", millis, DatabaseUrl.embedded(postgres.getPort()));
    }

    private void watch() {
        Thread watcher = new Thread(this::keepUp, "embedded-postgresql-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void keepUp() {
        while (!stopping) {
            try {
                ProcessHandle postmaster = OrphanPostmaster.runningIn(data).orElse(null);
                if (postmaster != null) {
                    postmaster.onExit().get();
                }
                relaunch();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                Log.error("The embedded PostgreSQL could not be restarted; trying again in a second", e);
                pause();
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(1_000_000_000L);
    }

    private synchronized void relaunch() throws IOException, InterruptedException {
        if (stopping) {
            return;
        }
        Log.warn("The embedded PostgreSQL has died; restarting it");
        clear();
        postgres.close();
        launch();
    }

    private String sharedBuffers() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long eighth = system.getTotalMemorySize() / MEGABYTE / 8;
        return config.sharedBuffers().orElse(Math.max(128, Math.min(2048, eighth)) + "MB");
    }
}
