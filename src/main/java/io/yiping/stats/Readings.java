package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.yiping.count.Counts;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;

/** Answers read from the counts, each once for all who ask the same at one version, whether they ask or watch. */
@Singleton
final class Readings {

    private final Counts counts;
    private final SharedAnswers answers;

    Readings(Counts counts, SharedAnswers answers) {
        this.counts = counts;
        this.answers = answers;
    }

    /** @param loop where the answer is written, if this is the one that reads it */
    Uni<Written> read(Asked asked, Executor loop) {
        return answers.read(asked.question(), () -> counts.read(
                        asked.line(), asked.question().query())
                .emitOn(loop)
                .map(counted -> Written.of(asked.question(), counted)));
    }
}
