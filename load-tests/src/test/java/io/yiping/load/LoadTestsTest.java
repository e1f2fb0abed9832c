package io.yiping.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTestsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(String... words) {
        printed.reset();
        return LoadTests.run(List.of(words), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private void assertMisused(String message, String... words) {
        assertEquals(2, run(words));
        String all = printed.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(message) && all.contains("load-tests.jar send"), all);
    }

    @Test
    void generate_writesTheFileAndItsManifest() {
        Path file = folder.resolve("r.ndjson");
        assertEquals(0, run("generate", "--out", file.toString(), "--ratings", "1_000"), printed::toString);
        assertTrue(file.toFile().length() > 100_000);
        assertTrue(folder.resolve("r.ndjson.manifest.json").toFile().length() > 1_000);
    }

    @Test
    void wrongCommandLines_areNamedWithTheUsage() {
        assertMisused("unknown command fly", "fly");
        assertMisused("--out is required", "generate");
        assertMisused("--ratings must be a whole number", "generate", "--out", "x", "--ratings", "many");
        assertMisused("--seed needs a value", "generate", "--seed", "--clean");
        assertMisused("--clean and --dirt exclude", "generate", "--out", "x", "--clean", "--dirt", "1");
        assertMisused("--keys must be one of [guangdong, random]", "generate", "--out", "x", "--keys", "henan");
        assertMisused("--until must be a day that is over", "generate", "--out", "x", "--until", "2999-01-01");
        assertMisused("--levels must be five shares", "generate", "--out", "x", "--levels", "99,1");
        assertMisused("is not a file that can be read", "send", "--file", folder.toString());
        assertMisused("--database is required", "bench");
        assertMisused(
                "--rounds must be",
                "bench",
                "--database",
                "postgresql://a:b@c/d",
                "--file",
                "pom.xml",
                "--rounds",
                "0");
    }

    @Test
    void help_isNoFailure() {
        assertEquals(0, run("help"));
        assertEquals(
                1, run("generate", "--out", folder.resolve("absent/r.ndjson").toString()));
    }
}
