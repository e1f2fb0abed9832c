package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.Counted;
import io.yiping.count.Counts;
import io.yiping.count.Line;
import io.yiping.count.Query;
import io.yiping.platform.Answers;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import io.yiping.rating.Region;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /v1/stats}. Reads the selection, picks its line, waits for the version asked for, then answers: 304 from
 * memory when the client has that already, else from the counts.
 */
@Singleton
final class StatsRoute {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Counts counts;
    private final Long homeRegion;

    StatsRoute(Counts counts, StatsConfig config) {
        this.counts = counts;
        this.homeRegion = config.homeRegion().map(StatsRoute::region).orElse(null);
    }

    private static Long region(String text) {
        long region = Region.parse(text);
        if (region < 0) {
            throw new IllegalStateException("yiping.stats.home-region has 6 or 12 digits, not " + text);
        }
        return region;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/stats", SelectionReader.PARAMETERS).handler(this::answer);
    }

    private void answer(RoutingContext call) {
        try {
            Selection selection = SelectionReader.read(call.queryParams(), homeRegion);
            Line line = LineChoice.of(selection.query());
            Form form = Form.of(call);
            String known = call.request().getHeader(HttpHeaders.IF_NONE_MATCH);
            Uni<Found> found = read(selection, () -> readNow(line, selection.query(), form, known));
            String unreadable = "The counts cannot be read at the moment.";
            Reads.answer(call, PATIENCE, found, unreadable, now -> write(call, selection, form, now));
        } catch (Unanswerable e) {
            Answers.problem(call, e.problem(), e.getMessage(), e.members());
        }
    }

    /** What a reading leads to. */
    private sealed interface Found {}

    private record NotReached() implements Found {}

    private record Unchanged(String tag) implements Found {}

    private record Changed(Counted counted) implements Found {}

    private Uni<Found> read(Selection selection, Supplier<Uni<Found>> reading) {
        if (selection.minVersion() == 0) {
            return Uni.createFrom().deferred(reading::get);
        }
        return counts.reach(selection.minVersion())
                .chain(there -> there ? reading.get() : Uni.createFrom().item(new NotReached()));
    }

    private Uni<Found> readNow(Line line, Query query, Form form, String known) {
        String tag = EntityTag.of(query, form, counts.version());
        if (EntityTag.matches(known, tag)) {
            return Uni.createFrom().item(new Unchanged(tag));
        }
        return counts.read(line, query).map(Changed::new);
    }

    private static void write(RoutingContext call, Selection selection, Form form, Found found) {
        call.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (found instanceof Changed changed) {
            write(call, selection.query(), form, changed.counted());
        } else if (found instanceof Unchanged unchanged) {
            tagged(call, unchanged.tag()).setStatusCode(304).end();
        } else {
            String detail = "Version " + selection.minVersion() + " was not reached within 2 s; ask again.";
            Answers.unavailable(call, Problem.VERSION_NOT_REACHED, detail, RETRY_AFTER, json -> {});
        }
    }

    private static void write(RoutingContext call, Query query, Form form, Counted counted) {
        Counts.Version version = new Counts.Version(counted.version(), counted.asOf());
        tagged(call, EntityTag.of(query, form, version));
        String cursor = Cursor.next(query, counted);
        if (cursor != null) {
            call.response().putHeader("Link", "<" + next(call, cursor) + ">; rel=\"next\"");
        }
        Answers.ok(call, form.contentType(), form.write(query, counted, cursor));
    }

    /** Whoever keeps an answer asks whether it still holds. */
    private static HttpServerResponse tagged(RoutingContext call, String tag) {
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
