package io.yiping.load.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yiping.load.generate.RunFile;
import io.yiping.load.generate.RunFile.Mixture;
import io.yiping.load.http.Endpoint;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import io.yiping.load.send.BatchAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody took is sent by the accounting itself: enough to see what it notices. */
class AccountingTest {
    private static final int RATINGS = 4_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private FakeService service;
    private Accounting accounting;

    @BeforeEach
    void start() throws Exception {
        service = new FakeService(new NaiveLedger(Instant.now()), 2);
        begin(new BlockSupply(file(Mixture.CITY), 1_000));
    }

    private RunFile file(Mixture mixture) throws IOException {
        return RunFile.write(folder, RATINGS, mixture, mixture.ordinal() + EndlessSupply.PLACE);
    }

    private void begin(Supply supply) throws Exception {
        accounting = new Accounting(supply, Endpoint.parseAll(service.urls()));
        accounting.begin();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private List<String> close() throws Exception {
        return accounting.close(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private void assertWrong(String what) throws Exception {
        List<String> wrong = close();
        assertTrue(wrong.stream().anyMatch(one -> one.contains(what)), () -> "no \"" + what + "\" in " + wrong);
    }

    @Test
    void honestService_agrees() throws Exception {
        assertEquals(List.of(), close());
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("4,000"), printed::toString);
    }

    @Test
    void refusalsLostAnswersAndRetries_agree() throws Exception {
        service.refuseEvery = 3;
        service.loseAnswerEvery = 4;
        service.retryTailEvery = 5;
        assertEquals(List.of(), close());
    }

    @Test
    void ratingLessStored_isWrong() throws Exception {
        service.distort = (query, answer) -> lessen((ObjectNode) answer.get("total"), "ratings");
        assertWrong("how far the figures moved: 3,865, must be 3,866");
    }

    private static void lessen(ObjectNode numbers, String name) {
        numbers.put(name, numbers.get(name).asLong() - 1);
    }

    @Test
    void duplicateTakenForNew_isWrong() throws Exception {
        service.batchTell = answer -> {
            lessen(answer, "duplicate");
            return answer.put("accepted", answer.get("accepted").asLong() + 1);
        };
        assertWrong("accepted: ");
    }

    @Test
    void newTakenForDuplicateOnce_isWrong() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        service.batchTell = answer -> {
            if (done.compareAndSet(false, true)) {
                lessen(answer, "accepted");
                answer.put("duplicate", answer.get("duplicate").asLong() + 1);
            }
            return answer;
        };
        assertWrong("duplicate: ");
    }

    @Test
    void itemWithoutVerdict_isWrong() throws Exception {
        service.batchTell = answer -> {
            lessen(answer, "accepted");
            return answer;
        };
        assertWrong("1,000 ratings were answered with received 1,000 = ");
    }

    @Test
    void auditDifference_isWrong() throws Exception {
        service.auditDifference = 2;
        assertWrong("the difference that the audit finds: 2, must be 0");
    }

    @Test
    void refusedAndLeftOut_isNotStoredAndAgrees() throws Exception {
        begin(new EndlessSupply(file(Mixture.CLEAN), 1_000));
        accounting.refused(accounting.take(), true);
        accounting.take();
        assertEquals(List.of(), close());
        assertTrue(
                printed.toString(StandardCharsets.UTF_8).contains("refused, left out         1,000"),
                printed::toString);
    }

    @Test
    void refusedButStored_isWrong() throws Exception {
        begin(new EndlessSupply(file(Mixture.CLEAN), 1_000));
        Parcel stored = accounting.take();
        try (Resending resending =
                new Resending(accounting, Endpoint.parseAll(service.urls()), Duration.ofSeconds(10))) {
            resending.deliver(stored);
        }
        accounting.refused(stored, true);
        assertWrong("ratings sent: 1,000, must be 2,000");
    }

    @Test
    void storm_isAcceptedOnce() throws Exception {
        begin(new StormSupply(file(Mixture.CLEAN), 3, 700, 1));
        assertEquals(List.of(), close());
    }

    @Test
    void singleLines_addUp() throws Exception {
        begin(new LineSupply(file(Mixture.ANY_ORDER)));
        assertEquals(List.of(), close());
    }

    @Test
    void retryWithoutIndexes_isWrong() throws Exception {
        BatchAnswer half = new BatchAnswer(new Verdicts(1_000, 600, 0, 0, 0, 400, 0), List.of(), 1);
        accounting.settled(accounting.take(), half);
        assertWrong("400 items must be sent again, but 0 are named");
    }

    /** Without the check of the time the rate is twice this. */
    @Test
    void answersOutsideOfTheChosenPart_areNotCounted() throws Exception {
        accounting.count(Duration.ofMillis(200), Duration.ofSeconds(100));
        settleThousand();
        Thread.sleep(250);
        settleThousand();
        assertEquals(1_000 / 99.8, accounting.countedPerSecond(), 1e-9);
        accounting.count(Duration.ZERO, Duration.ofMillis(200));
        settleThousand();
        assertEquals(1_000 / 0.2, accounting.countedPerSecond(), 1e-9);
    }

    private void settleThousand() throws Exception {
        BatchAnswer all = new BatchAnswer(new Verdicts(1_000, 1_000, 0, 0, 0, 0, 0), List.of(), 1);
        accounting.settled(accounting.take(), all);
    }
}
