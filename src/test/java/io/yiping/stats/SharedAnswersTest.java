package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.yiping.count.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Equal questions at one version share, and nobody gets an older version than the one that is now. */
class SharedAnswersTest {

    private static final Question DAYS = question("by", "day");
    private static final Question LEVELS = question("by", "level");

    private final List<UniEmitter<? super Written>> begun = new ArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<String> told = new ArrayList<>();
    private long now = 1;
    private SharedAnswers answers = bounded(10, 100, 10);

    private SharedAnswers bounded(int most, int bytes, int readers) {
        return new SharedAnswers(() -> version(now), most, bytes, readers);
    }

    @Test
    void equalQuestions_makeOneReading() {
        ask("a", DAYS);
        ask("b", DAYS);
        assertEquals(2, answers.readers());
        begun.get(0).complete(written(1));
        ask("c", DAYS);
        assertEquals(List.of("a=1", "b=1", "c=1"), told);
        assertEquals(1, begun.size());
        assertEquals(0, answers.readers());
        ask("d", LEVELS);
        ask("e", new Question(DAYS.query(), null, Form.CSV));
        assertEquals(3, begun.size(), "another selection and another form are other questions");
    }

    @Test
    void newVersion_isReadAnew() {
        ask("a", DAYS);
        begun.get(0).complete(written(1));
        String tag = answers.now(DAYS).tag();
        now = 2;
        assertEquals(null, answers.now(DAYS).answer());
        assertNotEquals(tag, answers.now(DAYS).tag());
        ask("b", DAYS);
        begun.get(1).complete(written(2));
        assertEquals(List.of("a=1", "b=2"), told);
    }

    @Test
    void readingOfTheVersionBefore_isNotJoined() {
        ask("a", DAYS);
        now = 2;
        ask("b", DAYS);
        assertEquals(2, begun.size());
        begun.get(1).complete(written(2));
        begun.get(0).complete(written(1));
        ask("c", DAYS);
        assertEquals(List.of("b=2", "a=1", "c=2"), told, "the older one is not kept over the newer one");
    }

    @Test
    void readingThatEndsAtANewerVersion_isKeptForThat() {
        ask("a", DAYS);
        now = 2;
        begun.get(0).complete(written(2));
        ask("b", DAYS);
        assertEquals(List.of("a=2", "b=2"), told);
        assertEquals(1, answers.readings());
    }

    @Test
    void failure_isToldToAllAndNotKept() {
        ask("a", DAYS);
        ask("b", DAYS);
        begun.get(0).fail(new IllegalStateException("no database"));
        ask("c", DAYS);
        begun.get(1).complete(written(1));
        assertEquals(List.of("a failed", "b failed", "c=1"), told);
    }

    @Test
    void defectInAReading_isAFailure() {
        answers.read(DAYS, () -> {
                    throw new IllegalStateException("a defect");
                })
                .subscribe()
                .with(answer -> told.add("?"), failure -> told.add("failed"));
        ask("b", DAYS);
        begun.get(0).complete(written(1));
        assertEquals(List.of("failed", "b=1"), told);
    }

    @Test
    void readingThatNobodyWaitsFor_isCancelled() {
        Cancellable first = ask("a", DAYS);
        Cancellable second = ask("b", DAYS);
        first.cancel();
        assertEquals(0, cancelled.get(), "another one waits for it");
        second.cancel();
        assertEquals(1, cancelled.get());
        assertEquals(0, answers.readers());
        ask("c", DAYS);
        begun.get(1).complete(written(1));
        assertEquals(List.of("c=1"), told);
    }

    @Test
    void numberOfAnswers_isBounded() {
        answers = bounded(1, 100, 10);
        ask("a", DAYS);
        begun.get(0).complete(written(1));
        ask("b", LEVELS);
        begun.get(1).complete(written(1));
        assertEquals(3, answers.bytes(), "of one answer");
        ask("c", LEVELS);
        ask("d", DAYS);
        assertEquals(3, begun.size(), "the one not asked for the longest has gone");
    }

    @Test
    void bytesOfAnswers_areBounded() {
        answers = bounded(10, 5, 10);
        ask("a", DAYS);
        begun.get(0).complete(written(1));
        ask("b", LEVELS);
        begun.get(1).complete(written(1));
        assertEquals(3, answers.bytes());
        now = 2;
        ask("c", DAYS);
        assertEquals(0, answers.bytes(), "what is of another version has gone");
        answers = bounded(10, 2, 10);
        ask("d", DAYS);
        begun.get(3).complete(written(2));
        assertEquals(0, answers.bytes(), "larger than all may be");
    }

    @Test
    void noAnswersKept_readsEachTime() {
        answers = bounded(0, 5, 10);
        for (int i = 0; i < 3; i++) {
            ask("a", DAYS);
            begun.get(i).complete(written(1));
        }
        assertEquals(0, answers.bytes());
        assertEquals(List.of("a=1", "a=1", "a=1"), told);
    }

    @Test
    void readers_areBounded() {
        answers = bounded(10, 100, 2);
        ask("a", DAYS);
        ask("b", DAYS);
        ask("c", DAYS);
        assertEquals(List.of("c failed"), told);
        begun.get(0).complete(written(1));
        ask("d", DAYS);
        assertTrue(told.contains("d=1"), told::toString);
    }

    private Cancellable ask(String who, Question question) {
        Uni<Written> reading =
                Uni.createFrom().<Written>emitter(begun::add).onCancellation().invoke(cancelled::incrementAndGet);
        return answers.read(question, () -> reading)
                .subscribe()
                .with(answer -> told.add(who + "=" + answer.version().number()), failure -> told.add(who + " failed"));
    }

    private static Written written(long version) {
        return new Written(version(version), "\"tag\"", null, Buffer.buffer("123"));
    }

    private static Counts.Version version(long number) {
        return new Counts.Version(number, Instant.EPOCH.plusSeconds(number));
    }

    private static Question question(String name, String value) {
        try {
            MultiMap parameters = MultiMap.caseInsensitiveMultiMap().add(name, value);
            return new Question(SelectionReader.read(parameters, null, null).query(), null, Form.JSON);
        } catch (Unanswerable e) {
            throw new IllegalArgumentException(e);
        }
    }
}
