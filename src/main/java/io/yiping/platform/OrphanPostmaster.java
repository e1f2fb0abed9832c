package io.yiping.platform;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a killed service leaves behind: a postmaster that still holds the data folder, or backends that outlived their
 * postmaster for a moment. Both must be gone before the next start, and so must the number in {@code postmaster.pid}:
 * PostgreSQL starts on no data folder whose number belongs to any process. In a container it easily does: as process 1
 * Java never reaps a dead postmaster, and another container's numbers belong to Java's own threads here.
 *
 * <p>Only for a caller that holds the folder's lock: a postmaster of a living service is no orphan.
 */
final class OrphanPostmaster {

    private static final long STOP_SECONDS = 60;

    private OrphanPostmaster() {}

    /** Stops the postmaster that holds the data folder, if there is one: fast (its clients are dead), but cleanly. */
    static void stop(Path data) throws IOException, InterruptedException {
        Optional<ProcessHandle> postmaster = runningIn(data);
        if (postmaster.isEmpty()) {
            return;
        }
        ProcessHandle process = postmaster.get();
        Log.infof("Taking over from a killed run: stopping its PostgreSQL (pid %d)", process.pid());
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (Exception stuck) {
            throw new IOException("The PostgreSQL of a killed run (pid " + process.pid() + ") does not stop.", stuck);
        }
    }

    /** The living postmaster of this data folder, as {@code postmaster.pid} and the process table agree. */
    static Optional<ProcessHandle> runningIn(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !lines.get(1).equals(data.toString())) {
            return Optional.empty();
        }
        long pid = Math.abs(Long.parseLong(lines.get(0).trim()));
        return ProcessHandle.of(pid).filter(OrphanPostmaster::isPostgres);
    }

    /** Waits until no process runs from the binaries any more: a backend still writing must not meet its successor. */
    static void awaitGone(Path binaries) throws InterruptedException {
        for (int attempt = 0; attempt < STOP_SECONDS * 10 && anyRunningFrom(binaries); attempt++) {
            Thread.sleep(100);
        }
    }

    /** Deletes the number of a postmaster that is dead, as the process table says; a living one keeps its own. */
    static void forget(Path data, Path binaries) throws IOException {
        if (runningIn(data).isEmpty() && !anyRunningFrom(binaries)) {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        }
    }

    private static boolean anyRunningFrom(Path binaries) {
        return ProcessHandle.allProcesses().anyMatch(process -> process.info()
                .command()
                .filter(c -> c.startsWith(binaries + "/"))
                .isPresent());
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info().command().filter(c -> c.contains("postgres")).isPresent();
    }
}
