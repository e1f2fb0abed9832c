package io.yiping.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service as a process: {@code java -jar quarkus-run.jar} on a port of its own, which it keeps over
 * restarts. Its output goes to {@code target/faults/<name>.log}.
 */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final int STOP_SECONDS = 40;
    private static final int KILLED = 128 + 9;

    /** So that {@code pg_stat_activity} tells whose connection it is. */
    private static final String APPLICATION_NAME = "QUARKUS_DATASOURCE_REACTIVE_ADDITIONAL_PROPERTIES_APPLICATION_NAME";

    private static final HttpClient PROBE = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final Path app;
    private final Map<String, String> settings;
    private final int port = Places.freePort();
    private final Thread lastResort = new Thread(this::killWhatIsLeft);
    private Process process;

    private ServiceProcess(String name, Path app, Map<String, String> settings) {
        this.name = name;
        this.app = app;
        this.settings = settings;
    }

    /**
     * Starts it; {@link #awaitReady} tells when it takes ratings.
     *
     * @param app the packaged service, or a mutant of it
     * @param settings environment variables
     */
    static ServiceProcess start(String name, Path app, Map<String, String> settings) throws IOException {
        Files.createDirectories(Places.FAULTS);
        ServiceProcess service = new ServiceProcess(name, app, settings);
        Files.deleteIfExists(service.log());
        Runtime.getRuntime().addShutdownHook(service.lastResort);
        service.restart();
        return service;
    }

    String name() {
        return name;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path log() {
        return Places.FAULTS.resolve(name + ".log");
    }

    /** Starts it again after {@link #kill} or {@link #stop}, with the same settings. */
    void restart() throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                app.resolve("quarkus-run.jar").toString());
        java.environment().keySet().removeIf(key -> key.startsWith("YIPING_") || key.startsWith("QUARKUS_"));
        java.environment().putAll(settings);
        java.environment().put(APPLICATION_NAME, name);
        java.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        java.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        java.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        process = java.start();
    }

    ServiceProcess awaitReady() throws Exception {
        Waits.until(name + " is ready", START_PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " has ended: " + Places.tail(log(), 30));
            }
            return isReady();
        });
        return this;
    }

    boolean isReady() {
        HttpRequest probe = HttpRequest.newBuilder(uri("/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return PROBE.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it holds of memory, in megabytes. */
    long residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1_024;
            }
        }
        throw new IOException("no VmRSS of " + name);
    }

    /** {@code kill -9}; checked to be what ended it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        int status = process.waitFor();
        if (status != KILLED) {
            throw new AssertionError(name + " was to be killed, but had ended with " + status);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGTERM, and waits for the end. */
    void stop() throws InterruptedException {
        terminate();
        awaitEnd();
    }

    /** @return the status with which it ended */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(name + " did not stop within " + STOP_SECONDS + " s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void killWhatIsLeft() {
        process.destroyForcibly();
    }
}
