package io.yiping.load.lag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code lag} says of figures that come at once, late, and wrong. */
class LagTest {
    private final NaiveLedger ledger = new NaiveLedger(Instant.now().plusSeconds(3_600));
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private FakeService service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService(ledger, 2);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int lag(String... words) throws Exception {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new LagCommand(out)
                .run(List.of("--url", service.urls(), "--time", "1s", "--pause-millis", "5", words[0], words[1]));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private void show(LongUnaryOperator ratings) {
        service.distort = (query, answer) -> {
            ObjectNode total = (ObjectNode) answer.get("total");
            total.put("ratings", ratings.applyAsLong(total.get("ratings").asLong()));
        };
    }

    @Test
    void ratingsThatAreThereAtOnce_passAndAreAllStored() throws Exception {
        assertEquals(0, lag("--most-millis", "500"), this::said);
        assertTrue(said().contains("in the figures     %,d, refused 0".formatted(ledger.ratings())), said());
        assertTrue(ledger.ratings() > 3, said());
    }

    @Test
    void refusedRatings_areToldApart() throws Exception {
        service.refuseEvery = 9;
        assertEquals(0, lag("--most-millis", "500"), this::said);
        assertTrue(!said().contains("refused 0"), said());
    }

    @Test
    void figuresThatComeLate_fail() throws Exception {
        Queue<Long> late = new ConcurrentLinkedQueue<>();
        show(ratings -> {
            late.add(ratings);
            return late.size() > 40 ? late.remove() : 0;
        });
        assertEquals(1, lag("--most-millis", "10"), this::said);
    }

    @Test
    void figuresThatCountMoreThanWasSent_endIt() {
        show(ratings -> ratings + 1);
        IOException failure = assertThrows(IOException.class, () -> lag("--most-millis", "500"));
        assertTrue(failure.getMessage().contains("counts 2 ratings of 1"), failure.getMessage());
    }
}
