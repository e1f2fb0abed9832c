package io.yiping.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} in a data folder says: who runs there, and on which port. */
record PidFile(Path data) {

    private static final int PORT_LINE = 3;

    /** The living postmaster, if there is one. */
    Optional<ProcessHandle> postmaster() {
        return lines().flatMap(
                        lines -> ProcessHandle.of(Long.parseLong(lines.get(0).trim())))
                .filter(process -> process.info().command().orElse("").contains("postgres"));
    }

    Connection connect() throws SQLException {
        int port = lines().filter(lines -> lines.size() > PORT_LINE)
                .map(lines -> Integer.parseInt(lines.get(PORT_LINE).trim()))
                .orElseThrow(() -> new SQLException("no PostgreSQL runs in " + data));
        return connect(port);
    }

    static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5", "postgres", "postgres");
    }

    /** Ends the postmaster without a word, as {@code kill -9} does; its backends notice by themselves. */
    long killPostmaster() throws Exception {
        ProcessHandle victim = postmaster().orElseThrow(() -> new AssertionError("no PostgreSQL runs in " + data));
        victim.destroyForcibly();
        Waits.until("PostgreSQL is dead", Duration.ofSeconds(10), () -> !victim.isAlive());
        return victim.pid();
    }

    private Optional<List<String>> lines() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
        } catch (NoSuchFileException away) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("postmaster.pid of " + data, e);
        }
    }
}
