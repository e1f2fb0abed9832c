package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.Counts;
import io.yiping.count.Line;
import io.yiping.platform.Answers;
import io.yiping.platform.EntityTags;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * {@code GET /v1/stats}. Understands the request, waits for the version asked for, then answers: 304 when the client has that
 * already, from memory when somebody has asked the same at this version, else from the counts.
 */
@Singleton
final class StatsRoute {

    private static final String PATH = "/v1/stats";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    static final String UNREADABLE = "The counts cannot be read at the moment.";
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Counts counts;
    private final SharedAnswers answers;
    private final Readings readings;
    private final Wordings wordings;
    private final HomeRegion home;
    private final Clock clock;

    StatsRoute(
            Counts counts, SharedAnswers answers, Readings readings, HomeRegion home, Clock clock, StatsConfig config) {
        this.counts = counts;
        this.answers = answers;
        this.readings = readings;
        this.home = home;
        this.clock = clock;
        this.wordings = new Wordings(config.knownWordings());
    }

    /** What has been understood once need not be checked again. */
    void register(@Observes Router router) {
        router.route(PATH).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::answerKnown);
        Routes.get(router, PATH, SelectionReader.PARAMETERS).handler(this::answerNew);
    }

    private void answerKnown(RoutingContext call) {
        Asked asked = wordings.known(call.request());
        if (asked == null) {
            call.next();
        } else {
            answer(call, asked);
        }
    }

    private void answerNew(RoutingContext call) {
        try {
            Selection selection = SelectionReader.read(call.queryParams(), home.region(), clock.instant());
            Line line = LineChoice.of(selection.query());
            Question question = new Question(selection.query(), selection.window(), Form.of(call, selection.marked()));
            Asked asked = new Asked(question, line, selection.minVersion());
            if (selection.window() == null) {
                wordings.remember(call.request(), asked);
            }
            answer(call, asked);
        } catch (Unanswerable e) {
            Answers.problem(call, e.problem(), e.getMessage(), e.members());
        }
    }

    /** What a request leads to. */
    private sealed interface Found {}

    private record NotReached() implements Found {}

    private record Unchanged(String tag) implements Found {}

    private record Changed(Written answer) implements Found {}

    private void answer(RoutingContext call, Asked asked) {
        String known = call.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        Found atHand = counts.hasReached(asked.minVersion()) ? atHand(asked.question(), known) : null;
        if (atHand != null) {
            write(call, asked, atHand);
            return;
        }
        Executor loop = EventLoop.of(call);
        Uni<Found> found = reached(asked, () -> find(asked, known, loop));
        Reads.answer(call, PATIENCE, found, UNREADABLE, now -> write(call, asked, now));
    }

    private Uni<Found> reached(Asked asked, Supplier<Uni<Found>> finding) {
        if (asked.minVersion() == 0) {
            return Uni.createFrom().deferred(finding::get);
        }
        return counts.reach(asked.minVersion())
                .chain(there -> there ? finding.get() : Uni.createFrom().item(new NotReached()));
    }

    /** @return null: it has to be read */
    private Found atHand(Question question, String known) {
        SharedAnswers.AtVersion now = answers.now(question);
        if (EntityTags.matches(known, now.tag())) {
            return new Unchanged(now.tag());
        }
        Written answer = now.answer();
        return answer == null ? null : new Changed(answer);
    }

    private Uni<Found> find(Asked asked, String known, Executor loop) {
        Found atHand = atHand(asked.question(), known);
        if (atHand != null) {
            return Uni.createFrom().item(atHand);
        }
        return readings.read(asked, loop).map(Changed::new);
    }

    private static void write(RoutingContext call, Asked asked, Found found) {
        call.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (found instanceof Changed changed) {
            write(call, asked.question().form(), changed.answer());
        } else if (found instanceof Unchanged unchanged) {
            tagged(call, unchanged.tag()).setStatusCode(304).end();
        } else {
            notReached(call, asked.minVersion());
        }
    }

    static void notReached(RoutingContext call, long version) {
        String detail = "Version " + version + " was not reached within 2 s; ask again.";
        Answers.unavailable(call, Problem.VERSION_NOT_REACHED, detail, RETRY_AFTER, json -> {});
    }

    private static void write(RoutingContext call, Form form, Written answer) {
        tagged(call, answer.tag());
        if (answer.nextCursor() != null) {
            call.response().putHeader("Link", "<" + next(call, answer.nextCursor()) + ">; rel=\"next\"");
        }
        Answers.ok(call, form.contentType(), answer.body());
    }

    /** Whoever keeps an answer asks whether it still holds. */
    static HttpServerResponse tagged(RoutingContext call, String tag) {
        return call.response().putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    /** The same request for the rows after these. */
    private static String next(RoutingContext call, String cursor) {
        StringBuilder next = new StringBuilder(call.request().path()).append('?');
        for (Map.Entry<String, String> parameter : call.queryParams()) {
            if (!parameter.getKey().equals("cursor")) {
                String value = URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8);
                next.append(parameter.getKey()).append('=').append(value).append('&');
            }
        }
        return next.append("cursor=").append(cursor).toString();
    }
}
