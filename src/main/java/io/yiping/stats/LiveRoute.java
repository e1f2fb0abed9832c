package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.Counts;
import io.yiping.count.Line;
import io.yiping.count.Query;
import io.yiping.platform.Answers;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * {@code GET /v1/stats/live}: the figures of a selection as server-sent events, each a whole snapshot under its version.
 * Understands the request, waits until this instance has what the client saw last, and lets it watch.
 */
@Singleton
final class LiveRoute {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Counts counts;
    private final LiveFigures live;
    private final HomeRegion home;

    LiveRoute(Counts counts, LiveFigures live, HomeRegion home) {
        this.counts = counts;
        this.live = live;
        this.home = home;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/stats/live", SelectionReader.LIVE_PARAMETERS).handler(this::watch);
    }

    private void watch(RoutingContext call) {
        Asked asked;
        try {
            asked = asked(call);
        } catch (Unanswerable e) {
            Answers.problem(call, e.problem(), e.getMessage(), e.members());
            return;
        }
        if (call.request().method() == HttpMethod.HEAD) {
            Watcher.head(call.response()).end();
            return;
        }
        Watcher watcher = new Watcher(call);
        Uni<LiveFigures.Entered> entering =
                seen(asked.minVersion()).chain(last -> live.enter(asked, watcher.startingAfter(last - 1)));
        String unreadable = "The counts cannot be read at the moment.";
        Reads.answer(call, PATIENCE, entering, unreadable, entered -> answer(call, entered));
    }

    /** What the client has seen last stands for the version to be waited for. */
    private Asked asked(RoutingContext call) throws Unanswerable {
        Query query =
                SelectionReader.read(call.queryParams(), home.region(), null).query();
        Line line = LineChoice.of(query);
        if (line == Line.MATTER) {
            throw Unanswerable.notLive();
        }
        return new Asked(new Question(query, null, Form.JSON), line, lastEventId(call));
    }

    /** 0: none, or one that was never ours. */
    private static long lastEventId(RoutingContext call) {
        String id = call.request().getHeader(LAST_EVENT_ID);
        return id != null && id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    /** An id that is not reached was of another database: the client begins anew. Fails while there is no version at all. */
    private Uni<Long> seen(long id) {
        return counts.reach(id).invoke(counts::version).map(reached -> reached ? id : 0);
    }

    private static void answer(RoutingContext call, LiveFigures.Entered entered) {
        switch (entered) {
            case WATCHING -> {
                // It is told from there.
            }
            case FULL ->
                refuse(call, Problem.OVERLOADED, "Too many watch, or too many different selections are watched.");
            case STOPPING -> refuse(call, Problem.NOT_READY, "The service is stopping.");
        }
    }

    private static void refuse(RoutingContext call, Problem problem, String why) {
        Answers.unavailable(call, problem, why + " Come again after Retry-After.", RETRY_AFTER, json -> {});
    }
}
