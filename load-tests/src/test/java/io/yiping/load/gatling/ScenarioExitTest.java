package io.yiping.load.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit code of Gatling is the accounting's word. */
class ScenarioExitTest {
    @TempDir
    Path folder;

    private FakeService service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService(new NaiveLedger(Instant.now()), 1);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int run(Class<? extends AccountedSimulation> scenario) throws Exception {
        Process gatling = new ProcessBuilder(command(scenario))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            assertTrue(gatling.waitFor(2, TimeUnit.MINUTES), this::printed);
            return gatling.exitValue();
        } finally {
            gatling.destroyForcibly();
        }
    }

    private List<String> command(Class<? extends AccountedSimulation> scenario) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dload.smoke=true",
                "-Dload.folder=" + folder,
                "-Dload.url=" + service.urls(),
                "io.gatling.app.Gatling",
                "--simulation",
                scenario.getName(),
                "--results-folder",
                folder.toString(),
                "--no-reports");
    }

    private String printed() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void troubleThatIsAccountedFor_exitsWithZero() throws Exception {
        service.refuseEvery = 3;
        service.loseAnswerEvery = 4;
        assertEquals(0, run(S02Batches.class), this::printed);
        assertTrue(printed().contains("the accounting agrees"), this::printed);
    }

    @Test
    void overloadRefused_exitsWithZero() throws Exception {
        service.refuseEvery = 2;
        assertEquals(0, run(S05Overload.class), this::printed);
        assertTrue(printed().contains("12 requests were refused"), this::printed);
    }

    @Test
    void storedLessThanTold_doesNotExitWithZero() throws Exception {
        service.distort = (query, answer) -> {
            ObjectNode total = (ObjectNode) answer.get("total");
            total.put("ratings", Math.max(0, total.get("ratings").asLong() - 1));
        };
        assertNotEquals(0, run(S02Batches.class), this::printed);
        assertTrue(printed().contains("how far the figures moved: 3,865, must be 3,866"), this::printed);
    }
}
