package io.yiping.load.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.yiping.load.console.UsageException;
import io.yiping.load.generate.GeneratedFile;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendTest {
    private static final int RATINGS = 10_250;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private FakeService service;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService(new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z")), 2);
        file = GeneratedFile.of(RATINGS, 42, 3).writeTo(folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int send(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("--file", file.toString(), "--url", service.urls(), "--batch", "1000", "--clients", "4"));
        words.addAll(List.of(more));
        printed.reset();
        return new SendCommand(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(words);
    }

    private void assertPrinted(String text) {
        String all = printed.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(text), () -> "no \"" + text + "\" in:\n" + all);
    }

    @Test
    void firstRun_agreesInEveryDimension() throws Exception {
        assertEquals(0, send(), printed::toString);
        assertPrinted("received 10,250 = ");
        assertPrinted("manifest: verdicts agree (nothing stood before)");
        assertPrinted("figures and audit agree (total, level, origin, channel, region, agency, matter, day, hour)");
    }

    @Test
    void batchesTwiceAndShuffled_agree() throws Exception {
        assertEquals(0, send("--twice-every", "2", "--shuffle-seed", "7"), printed::toString);
        assertPrinted("received 14,500 = ");
    }

    @Test
    void secondRun_acceptsNothingAndMovesNothing() throws Exception {
        send();
        assertEquals(0, send(), printed::toString);
        assertPrinted("= accepted 0 +");
        assertPrinted("(all of this file stood before)");
    }

    @Test
    void refusalsAndRetries_areSentAgain() throws Exception {
        service.refuseEvery = 3;
        service.retryTailEvery = 4;
        assertEquals(0, send(), printed::toString);
        assertPrinted("503=");
        assertPrinted("retry 0;");
    }

    @Test
    void lostAnswers_relaxVerdictsButNotFigures() throws Exception {
        service.loseAnswerEvery = 5;
        assertEquals(0, send(), printed::toString);
        assertPrinted("answers were lost");

        service.loseAnswerEvery = 0;
        service.forgetCountEvery = 2;
        assertEquals(1, send());
        assertPrinted("level 2 is absent and must be [");
    }

    @Test
    void lostFigures_areAskedForAgain() throws Exception {
        service.loseFiguresEvery = 2;
        assertEquals(0, send(), printed::toString);
    }

    @Test
    void parts_addUpToTheWhole() throws Exception {
        assertEquals(0, send("--to", "4000"), printed::toString);
        assertEquals(0, send("--from", "3001", "--to", "9500"), printed::toString);
        assertEquals(0, send("--from", "9001"), printed::toString);
        assertEquals(0, send(), printed::toString);
        assertPrinted("(all of this file stood before)");
    }

    @Test
    void auditDifference_fails() throws Exception {
        service.auditDifference = 3;
        assertEquals(1, send());
        assertPrinted("the difference that the audit finds is 3 and must be 0 (+3)");
    }

    @Test
    void timeOver_fails() throws Exception {
        service.refuseEvery = 1;
        assertEquals(1, send("--timeout", "1s"));
        assertPrinted("stopped: the time allowed is over");
    }

    @Test
    void wrongOptions_areNamed() throws Exception {
        assertUsage("multiple of 500", "--batch", "700");
        assertUsage("first line of a block", "--from", "2");
        assertUsage("there are no lines", "--from", "20001");
        assertUsage("--dimensions must be some of", "--dimensions", "weather");
        assertUsage("unknown option --fast", "--fast");
        Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
        assertUsage("is not the file that its manifest was written for");
    }

    private void assertUsage(String message, String... words) {
        List<String> all = new ArrayList<>(List.of("--file", file.toString()));
        all.addAll(List.of(words));
        UsageException e = assertThrows(UsageException.class, () -> new SendCommand(System.out).run(all));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
