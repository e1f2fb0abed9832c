package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.Counts;
import io.yiping.count.Rated;
import io.yiping.platform.Answers;
import io.yiping.platform.EntityTags;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import io.yiping.registry.Kind;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;

/**
 * {@code GET /v1/coverage/{kind}}: which of the registered regions, agencies, matters or channels have been rated, and which
 * codes with ratings are not registered. Counts and registry are read in one statement at one version, once for all who ask
 * the same.
 */
@Singleton
final class CoverageRoute {

    private final Counts counts;
    private final SharedAnswers answers;

    CoverageRoute(Counts counts, SharedAnswers answers) {
        this.counts = counts;
        this.answers = answers;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/coverage/:kind", CoverageAsked.PARAMETERS).handler(this::answer);
    }

    private void answer(RoutingContext call) {
        Kind kind = Kind.of(call.pathParam("kind"));
        if (kind == null || CoverageAsked.by(kind) == null) {
            String detail = "There is coverage of regions, agencies, matters and channels; windows are not counted.";
            Answers.problem(call, Problem.NOT_FOUND, detail);
            return;
        }
        try {
            answer(call, CoverageAsked.read(kind, call.queryParams()));
        } catch (Unanswerable e) {
            Answers.problem(call, e.problem(), e.getMessage(), e.members());
        }
    }

    private void answer(RoutingContext call, CoverageAsked asked) {
        Uni<Boolean> reached = asked.minVersion() == 0 ? Uni.createFrom().item(true) : counts.reach(asked.minVersion());
        Reads.answer(call, StatsRoute.PATIENCE, reached, StatsRoute.UNREADABLE, there -> {
            if (there) {
                answerNow(call, asked);
            } else {
                StatsRoute.notReached(call, asked.minVersion());
            }
        });
    }

    /** From memory if somebody has asked the same at this version; 304 when the client has it already. */
    private void answerNow(RoutingContext call, CoverageAsked asked) {
        Topic topic = asked.topic();
        Executor loop = EventLoop.of(call);
        Uni<Written> reading = Uni.createFrom().deferred(() -> answers.read(topic, () -> read(asked, topic, loop)));
        String known = call.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        String tag = answers.now(topic).tag();
        if (EntityTags.matches(known, tag)) {
            StatsRoute.tagged(call, tag).setStatusCode(304).end();
            return;
        }
        Reads.answer(call, StatsRoute.PATIENCE, reading, StatsRoute.UNREADABLE, written -> {
            StatsRoute.tagged(call, written.tag());
            Answers.json(call, 200, written.body());
        });
    }

    private Uni<Written> read(CoverageAsked asked, Topic topic, Executor loop) {
        return counts.readRated(asked.line(), asked.query(), CoverageSql.of(asked))
                .emitOn(loop)
                .map(rated -> written(asked, topic, rated));
    }

    private static Written written(CoverageAsked asked, Topic topic, Rated rated) {
        Counts.Version version = new Counts.Version(rated.version(), rated.asOf());
        Coverage coverage = Coverage.of(rated, asked.query().limit());
        return new Written(version, EntityTag.of(topic, version), coverage.cursor(asked), coverage.json(asked));
    }
}
