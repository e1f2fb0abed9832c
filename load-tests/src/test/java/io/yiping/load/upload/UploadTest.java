package io.yiping.load.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yiping.load.console.UsageException;
import io.yiping.load.generate.GeneratedFile;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
    private static final int RATINGS = 5_250;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final NaiveLedger ledger = new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z"));
    private FakeService service;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService(ledger, 1);
        file = GeneratedFile.of(RATINGS, 42, 3).writeTo(folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int upload(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--file", file.toString(), "--url", service.urls()));
        words.addAll(List.of(more));
        printed.reset();
        return new UploadCommand(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(words);
    }

    private void assertPrinted(String text) {
        String all = printed.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(text), () -> "no \"" + text + "\" in:\n" + all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary", "problems", "all"})
    void uncutUpload_agreesInEveryVerdictAndFigure(String results) throws Exception {
        assertEquals(0, upload("--results", results), printed::toString);
        assertPrinted("received 5,250 = accepted ");
        assertPrinted("manifest: verdicts agree (nothing stood before)");
        assertPrinted("figures and audit agree (total, level");

        assertEquals(0, upload("--results", results, "--gzip"), printed::toString);
        assertPrinted("= accepted 0 +");
        assertPrinted("(all of this file stood before)");
    }

    @ParameterizedTest
    @CsvSource({"summary,1", "problems,2", "problems,3", "all,4", "all,5"})
    void cutUpload_goesOnAndAgrees(String results, String seed) throws Exception {
        assertEquals(0, upload("--results", results, "--cut", "7", "--seed", seed), printed::toString);
        assertPrinted("cut 7 times");
        assertPrinted("manifest: verdicts agree");
        assertPrinted("figures and audit agree");
    }

    @Test
    void cutGzip_goesOnAndAgrees() throws Exception {
        assertEquals(0, upload("--results", "all", "--gzip", "--cut", "5", "--seed", "6"), printed::toString);
        assertPrinted("cut 5 times");
    }

    @Test
    void answersLostInACut_comeBackAsDuplicates() throws Exception {
        service.streamChunk = 100_000;
        // All three cuts of this seed fall silent, so the service has stored what it read before its client is back.
        // A reset may lose all of it on the way.
        assertEquals(0, upload("--results", "all", "--cut", "3", "--seed", "6"), printed::toString);
        String all = printed.toString(StandardCharsets.UTF_8);
        long again = number(all, "otherwise lost [0-9]+ times; ([\\d,]+) lines sent again");
        long cameBack = number(all, "lines sent again ([\\d,]+) came back as duplicate");
        assertTrue(cameBack > 0 && cameBack <= again, all);
    }

    private static long number(String text, String pattern) {
        var matcher = java.util.regex.Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), text);
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    @Test
    void auditLongerThanARequest_isWaitedFor() throws Exception {
        service.auditMillis = 1_500;
        assertEquals(0, upload("--request-timeout", "1s"), printed::toString);
        assertPrinted("figures and audit agree");
    }

    @Test
    void refusals_areTriedAgain() throws Exception {
        service.refuseEvery = 2;
        assertEquals(0, upload("--cut", "2", "--seed", "1"), printed::toString);
        assertPrinted("otherwise lost ");
    }

    @Test
    void pacedUpload_takesItsTime() throws Exception {
        long started = System.nanoTime();
        assertEquals(0, upload("--rate", "3000000"), printed::toString);
        long bytes = file.toFile().length();
        assertTrue((System.nanoTime() - started) / 1e9 > bytes / 3_000_000.0 * 0.9, bytes + " bytes");
    }

    @Test
    void clientThatReadsOnlyAfterwards_agreesOrSaysWhatIsCommitted() throws Exception {
        assertEquals(0, upload("--unread", "--results", "summary"), printed::toString);
        assertPrinted("nothing read before all was written");
    }

    @Test
    void endedUpload_saysWhatIsCommittedAndHoldsTheFiguresToIt() throws Exception {
        service.streamProblemAfter = 3_000;
        assertEquals(1, upload("--unread"));
        assertPrinted("stopped: the service ended the upload: /problems/answers-unread: read while you write");
        assertPrinted("committed through line 3,000 of 5,250");
        assertPrinted("figures and audit agree (only how far the total moved");

        service.streamTell = alter(
                "summary", sums -> sums.put("accepted", sums.get("accepted").asLong() + 1)
                        .put("duplicate", sums.get("duplicate").asLong() - 1));
        assertEquals(1, upload("--results", "summary"));
        assertPrinted("figures and audit DIFFER");
    }

    /** Each of these is one broken promise; the account must notice every one of them. */
    @Test
    void brokenPromises_areNoticed() throws Exception {
        assertNoticed("was told after line", "all", once("line", answer -> null));
        assertNoticed("lines to line", "all", once("line", 600, answer -> null));
        assertNoticed("the summary says", "problems", once("line", answer -> null));
        assertNoticed("line of no known kind", "all", once("line", answer -> answer.put("line", "x")));
        assertNoticed(
                "was said after", "all", once("committedThrough", 3, answer -> answer.put("committedThrough", 5)));
        assertNoticed("received is", "summary", alter("summary", sums -> less(sums, "received", "accepted")));
        assertNoticed("retry is", "summary", alter("summary", sums -> moved(sums, "accepted", "retry")));
        assertNoticed("rejected is", "summary", alter("summary", sums -> moved(sums, "rejected", "duplicate")));
        assertNoticed("accepted is", "summary", alter("summary", sums -> moved(sums, "accepted", "duplicate")));
        assertNoticed("conflict in lines 1 to 500 is", "problems", swapped());
    }

    private void assertNoticed(String message, String results, UnaryOperator<ObjectNode> lie) throws Exception {
        stop();
        service = new FakeService(new NaiveLedger(Instant.parse("2026-11-20T16:00:00Z")), 1);
        service.streamChunk = 600;
        service.streamTell = lie;
        assertEquals(1, upload("--results", results), printed::toString);
        assertPrinted(message);
    }

    /** Told accepted, lost in the cut, and accepted a second time: stored twice. */
    @Test
    void acceptedTwice_isNoticed() throws Exception {
        UploadAccount account = new UploadAccount(Results.ALL, 1);
        account.begin();
        account.item(1, "accepted", false);
        account.committedThrough(1, 1);
        account.item(2, "accepted", false);
        account.begin();
        IOException e = assertThrows(IOException.class, () -> account.item(1, "accepted", false));
        assertEquals("line 2 was told accepted, sent again, and accepted again", e.getMessage());
    }

    /** An early conflict is told as rejected and a late rejected line as a conflict: only the blocks differ. */
    private static UnaryOperator<ObjectNode> swapped() {
        UnaryOperator<ObjectNode> early = once("verdict", 1, answer -> answer.put("verdict", "rejected"));
        UnaryOperator<ObjectNode> late = once("verdict", 1, answer -> answer.put("verdict", "conflict"));
        return answer -> switch (answer.path("verdict").asText()) {
            case "conflict" -> early.apply(answer);
            case "rejected" -> answer.get("line").asLong() > 2_500 ? late.apply(answer) : answer;
            default -> answer;
        };
    }

    private static UnaryOperator<ObjectNode> once(String member, UnaryOperator<ObjectNode> change) {
        return once(member, 10, change);
    }

    /** Changes the n-th line that has this member. */
    private static UnaryOperator<ObjectNode> once(String member, int number, UnaryOperator<ObjectNode> change) {
        AtomicInteger seen = new AtomicInteger();
        return answer -> answer.has(member) && seen.incrementAndGet() == number ? change.apply(answer) : answer;
    }

    private static UnaryOperator<ObjectNode> alter(String member, UnaryOperator<ObjectNode> change) {
        return answer -> {
            if (answer.has(member)) {
                change.apply((ObjectNode) answer.get(member));
            }
            return answer;
        };
    }

    private static ObjectNode moved(ObjectNode sums, String from, String to) {
        return less(sums, from, from)
                .put(to, sums.get(to).asLong() + 1)
                .put(from, sums.get(from).asLong());
    }

    private static ObjectNode less(ObjectNode sums, String one, String other) {
        sums.put(one, sums.get(one).asLong() - 1);
        return one.equals(other) ? sums : sums.put(other, sums.get(other).asLong() - 1);
    }

    @Test
    void wrongOptions_areNamed() {
        assertUsage("exclude each other", "--unread", "--cut", "1");
        assertUsage("--results must be one of [summary, problems, all]", "--results", "some");
        assertUsage("--url must be one address", "--url", "http://a,http://b");
        assertUsage("--rate must be", "--rate", "0");
    }

    private void assertUsage(String message, String... words) {
        List<String> all = new ArrayList<>(List.of("--file", file.toString()));
        all.addAll(List.of(words));
        UsageException e = assertThrows(UsageException.class, () -> new UploadCommand(System.out).run(all));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
