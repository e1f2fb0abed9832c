package io.yiping.lookup;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.yiping.platform.Answers;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import io.yiping.rating.Region;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code GET /v1/ratings?bad=true}: the bad ratings that were received last. No other list of ratings is served. */
@Singleton
final class BadRatingsRoute {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private final Pool pool;

    BadRatingsRoute(Pool pool) {
        this.pool = pool;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/ratings", "bad", "region", "limit", "cursor").handler(this::answer);
    }

    private void answer(RoutingContext call) {
        String region = parameter(call, "region");
        String limit = parameter(call, "limit");
        String cursor = parameter(call, "cursor");
        BadRatings.After after = cursor == null ? BadRatings.After.NOTHING : BadRatings.After.read(cursor);
        if (!"true".equals(parameter(call, "bad"))) {
            refuse(call, "Bad ratings alone are listed: give bad=true.");
        } else if (region != null && Region.parse(region) < 0) {
            refuse(call, "region has 6 or 12 digits, such as 411302.");
        } else if (limit != null && !isLimit(limit)) {
            refuse(call, "limit is an integer from 1 to " + MAX_LIMIT + ".");
        } else if (after == null) {
            refuse(call, "cursor is the nextCursor of an answer, unchanged.");
        } else {
            int most = limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit);
            Long inside = region == null ? null : Region.parse(region);
            Reads.answer(
                    call,
                    LookupRoutes.PATIENCE,
                    BadRatings.find(pool, inside, after, most),
                    LookupRoutes.UNREADABLE,
                    page -> Answers.json(call, 200, Json.object(page::writeMembers)));
        }
    }

    /** @return null when it is not there */
    private static String parameter(RoutingContext call, String name) {
        return call.queryParams().get(name);
    }

    private static boolean isLimit(String text) {
        return text.matches("[1-9][0-9]?|" + MAX_LIMIT);
    }

    private static void refuse(RoutingContext call, String detail) {
        Answers.problem(call, Problem.PARAMETER_INVALID, detail);
    }
}
