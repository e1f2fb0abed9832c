package io.yiping.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A dead PostgreSQL left its number in {@code postmaster.pid}, and the number lives: another process or a thread has it
 * now, or it is a zombie. PostgreSQL refuses to start then. In a container both are usual: few numbers, which start again
 * with each container, and a Java as process 1 that does not reap what it did not start.
 */
class StaleNumberIT {

    @Test
    void numberOfADeadPostgresThatSomebodyElseHas_hindersNoStart() throws Exception {
        Path folder = Places.emptyFolder(Places.FAULTS.resolve("stale-number"));
        PidFile postgres = new PidFile(folder.resolve("data"));
        Map<String, String> settings = Map.of(
                "YIPING_EMBEDDED_DATA_DIR", folder.toString(),
                "YIPING_EMBEDDED_SHARED_BUFFERS", "128MB",
                "YIPING_EMBEDDED_START_TIMEOUT", "20s");
        try (ServiceProcess service = ServiceProcess.start("stale-number", Places.PACKAGE, settings)) {
            service.awaitReady();
            service.kill();
            postgres.killPostmaster();
            giveNumber(postgres, ProcessHandle.current().pid());
            service.restart();
            service.awaitReady();
            service.stop();
        } finally {
            postgres.postmaster().ifPresent(ProcessHandle::destroyForcibly);
        }
        Places.delete(folder);
    }

    private static void giveNumber(PidFile postgres, long pid) throws Exception {
        Path file = postgres.data().resolve("postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(0, Long.toString(pid));
        Files.write(file, lines);
    }
}
