package io.yiping.load.lag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yiping.load.console.UsageException;
import io.yiping.load.model.FakeService;
import io.yiping.load.model.NaiveLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code lag} says of figures that come at once, late, and wrong. */
class LagTest {
    private final NaiveLedger ledger = new NaiveLedger(Instant.now().plusSeconds(3_600));
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private FakeService taking;
    private FakeService showing;

    @BeforeEach
    void start() throws IOException {
        taking = new FakeService(ledger, 1);
        showing = new FakeService(ledger, 1);
        taking.distort = (query, answer) -> add(answer, 1);
        showing.refuseEvery = 1;
    }

    @AfterEach
    void stop() {
        taking.close();
        showing.close();
    }

    private int lag(int mostMillis) throws Exception {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String urls = taking.urls() + "," + showing.urls();
        return new LagCommand(out)
                .run(List.of(
                        "--url",
                        urls,
                        "--time",
                        "1s",
                        "--pause-millis",
                        "5",
                        "--patience",
                        "1s",
                        "--most-millis",
                        "" + mostMillis));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void add(ObjectNode answer, long ratings) {
        ObjectNode total = (ObjectNode) answer.get("total");
        total.put("ratings", total.get("ratings").asLong() + ratings);
    }

    @Test
    void ratingsGoToTheFirst_andAreSeenOnTheSecond() throws Exception {
        assertEquals(0, lag(900), this::said);
        assertTrue(
                said().contains("in the figures     %,d, refused and sent again 0 times".formatted(ledger.ratings())),
                said());
        assertTrue(ledger.ratings() > 3, said());
    }

    @Test
    void refusedRatings_areSentAgain() throws Exception {
        taking.refuseEvery = 3;
        assertEquals(0, lag(900), this::said);
        assertTrue(said().contains("in the figures     %,d,".formatted(ledger.ratings())), said());
        assertTrue(!said().contains("sent again 0 times"), said());
    }

    @Test
    void ratingsThatWereStoredAllTheSame_areNotMeasured() throws Exception {
        taking.storeAndRefuseEvery = 1;
        assertThrows(IOException.class, () -> lag(900), "nothing but refusals");
        taking.storeAndRefuseEvery = 3;
        assertEquals(0, lag(900), this::said);
        assertTrue(!said().contains("in the figures     %,d,".formatted(ledger.ratings() - 1)), said());
    }

    @Test
    void figuresThatComeLate_fail() throws Exception {
        Queue<Long> late = new ConcurrentLinkedQueue<>();
        showing.distort = (query, answer) -> {
            late.add(answer.get("total").get("ratings").asLong());
            long then = late.size() > 40 ? late.remove() : 0;
            ((ObjectNode) answer.get("total")).put("ratings", then);
        };
        assertEquals(1, lag(39), this::said);
        assertTrue(said().contains("WRONG: p99 may be 39 ms"), said());
        double p50 = Double.parseDouble(said().split("p50 ")[1].split(",")[0]);
        assertTrue(p50 >= 39, said());
    }

    @Test
    void ratingThatIsNeverShown_endsIt() {
        showing.distort = (query, answer) -> add(answer, -1);
        IOException failure = assertThrows(IOException.class, () -> lag(900));
        assertTrue(failure.getMessage().contains("counts 0 of the 1 ratings"), failure.getMessage());
    }

    @Test
    void figuresThatCountMoreThanWasSent_endIt() {
        showing.distort = (query, answer) -> add(answer, 1);
        IOException failure = assertThrows(IOException.class, () -> lag(900));
        assertTrue(failure.getMessage().contains("counts 2 of the 1 ratings"), failure.getMessage());
    }

    @Test
    void time_hasItsSecondsAtTheFullMinuteToo() {
        assertEquals("2026-11-28T05:05:00+08:00", Probe.time(Instant.parse("2026-11-27T21:05:00.07Z")));
    }

    @Test
    void threeAddresses_areRefused() {
        showing.close();
        assertThrows(UsageException.class, () -> new LagCommand(new PrintStream(said))
                .run(List.of("--url", "http://a,http://b,http://c")));
    }
}
