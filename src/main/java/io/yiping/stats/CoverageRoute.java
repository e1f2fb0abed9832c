package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.Counts;
import io.yiping.count.Rated;
import io.yiping.platform.Answers;
import io.yiping.platform.EntityTags;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import io.yiping.registry.Kind;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * {@code GET /v1/coverage/{kind}}: which of the registered regions, agencies, matters or channels have been rated, and which
 * codes with ratings are not registered. Counts and registry are read in one statement at one version.
 */
@Singleton
final class CoverageRoute {

    private final Counts counts;

    CoverageRoute(Counts counts) {
        this.counts = counts;
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

    /** @param coverage null: the client has the answer of this tag */
    private record Found(String tag, Coverage coverage) {}

    private void answerNow(RoutingContext call, CoverageAsked asked) {
        Uni<Found> reading = Uni.createFrom().deferred(() -> find(call, asked));
        Reads.answer(call, StatsRoute.PATIENCE, reading, StatsRoute.UNREADABLE, found -> {
            StatsRoute.tagged(call, found.tag());
            if (found.coverage() == null) {
                call.response().setStatusCode(304).end();
            } else {
                Answers.json(call, 200, found.coverage().json(asked));
            }
        });
    }

    private Uni<Found> find(RoutingContext call, CoverageAsked asked) {
        String now = EntityTag.of(asked.text(), counts.version());
        if (EntityTags.matches(call.request().getHeader(HttpHeaders.IF_NONE_MATCH), now)) {
            return Uni.createFrom().item(new Found(now, null));
        }
        return counts.readRated(asked.line(), asked.query(), CoverageSql.of(asked))
                .map(rated -> found(asked, rated));
    }

    private static Found found(CoverageAsked asked, Rated rated) {
        Counts.Version version = new Counts.Version(rated.version(), rated.asOf());
        return new Found(
                EntityTag.of(asked.text(), version),
                Coverage.of(rated, asked.query().limit()));
    }
}
