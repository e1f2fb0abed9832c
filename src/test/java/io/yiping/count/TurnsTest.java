package io.yiping.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** So many at once, the others in line; whoever leaves the line costs nobody a place. */
class TurnsTest {

    private final List<UniEmitter<? super String>> begun = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    private Cancellable ask(Turns turns) {
        return turns.take(() -> Uni.createFrom().<String>emitter(begun::add))
                .subscribe()
                .with(answers::add, failure -> answers.add("failed"));
    }

    @Test
    void readings_waitForTheirTurn() {
        Turns turns = new Turns(2, 2);
        for (int i = 0; i < 5; i++) {
            ask(turns);
        }
        assertEquals(2, begun.size());
        assertEquals(List.of("failed"), answers, "the fifth finds the line full");
        begun.get(0).complete("first");
        assertEquals(3, begun.size());
        begun.get(1).fail(new IllegalStateException("second"));
        assertEquals(4, begun.size());
        begun.get(2).complete("third");
        begun.get(3).complete("fourth");
        assertEquals(List.of("failed", "first", "failed", "third", "fourth"), answers);
    }

    @Test
    void whoLeaves_costsNobodyAPlace() {
        Turns turns = new Turns(1, 10);
        ask(turns).cancel();
        Cancellable inLine = ask(turns);
        ask(turns);
        inLine.cancel();
        assertEquals(1, begun.size(), "the first was begun and is not over, although nobody waits for it");
        begun.get(0).complete("nobody hears it");
        assertEquals(2, begun.size());
        begun.get(1).complete("last");
        ask(turns);
        assertEquals(3, begun.size());
        assertEquals(List.of("last"), answers);
    }

    @Test
    void defectInAReading_givesThePlaceBack() {
        Turns turns = new Turns(1, 1);
        turns.take(() -> {
                    throw new IllegalArgumentException("a defect");
                })
                .subscribe()
                .with(item -> {}, failure -> answers.add(failure.getMessage()));
        ask(turns);
        assertEquals(List.of("a defect"), answers);
        assertEquals(1, begun.size());
    }
}
