package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.yiping.count.Counted;
import io.yiping.count.Counts;
import io.yiping.registry.Names;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;

/** Answers read from the counts, each once for all who ask the same at one version, whether they ask or watch. */
@Singleton
final class Readings {

    private final Counts counts;
    private final SharedAnswers answers;
    private final Names names;

    Readings(Counts counts, SharedAnswers answers, Names names) {
        this.counts = counts;
        this.answers = answers;
        this.names = names;
    }

    /** @param loop where the answer is written, if this is the one that reads it */
    Uni<Written> read(Asked asked, Executor loop) {
        return answers.read(asked.question(), () -> read(asked).emitOn(loop).map(Named::written));
    }

    private Uni<Named> read(Asked asked) {
        Question question = asked.question();
        return counts.read(asked.line(), question.query())
                .chain(counted -> RowNames.read(names, question.query().by(), counted)
                        .map(rowNames -> new Named(question, counted, rowNames)));
    }

    /** All that an answer is written from. */
    private record Named(Question question, Counted counted, RowNames names) {

        Written written() {
            return Written.of(question, counted, names);
        }
    }
}
