package io.yiping.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command of the system, waited for. Failure: loud, with what it said. */
final class Command {

    private Command() {}

    /** @return what it printed, stripped */
    static String run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException(String.join(" ", List.of(words)) + " ended with " + status + ": " + said);
        }
        return said;
    }

    /** @return whether it ended well */
    static boolean succeeds(String... words) {
        try {
            run(words);
            return true;
        } catch (IOException failed) {
            return false;
        }
    }
}
