package io.yiping.ingest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.ledger.Answer.Reason;
import io.yiping.ledger.Answer.Refused;
import io.yiping.ledger.Ledger;
import io.yiping.platform.Answers;
import io.yiping.platform.Bodies;
import io.yiping.platform.Problem;
import io.yiping.platform.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;

/** {@code POST /v1/ratings/stream}: NDJSON of any length in, NDJSON out while it runs. */
@Singleton
final class StreamRoute {

    private static final String NDJSON = "application/x-ndjson";

    /** When a place may be free again; uploads take seconds to minutes. */
    private static final Duration PLACE_FREE = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Clock clock;
    private final Bodies bodies;
    private final Uploads uploads;
    private final Refusals refusals;

    StreamRoute(Ledger ledger, Clock clock, Bodies bodies, Uploads uploads, Refusals refusals) {
        this.ledger = ledger;
        this.clock = clock;
        this.bodies = bodies;
        this.uploads = uploads;
        this.refusals = refusals;
    }

    void register(@Observes Router router) {
        Routes.post(router, "/v1/ratings/stream", "results").handler(this::take);
    }

    private void take(RoutingContext call) {
        Results results = Results.asked(call, Results.PROBLEMS, EnumSet.allOf(Results.class));
        String encoding = Bodies.encoding(call.request());
        Refused refused = ledger.refusal(0);
        if (!Bodies.isUtf8(call.request(), NDJSON)) {
            bodies.drop(call);
            Answers.problem(
                    call, Problem.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: " + NDJSON + ", encoded as UTF-8.");
        } else if (!encoding.equals("identity") && !encoding.equals("gzip")) {
            bodies.drop(call);
            call.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
            Answers.problem(
                    call, Problem.UNSUPPORTED_MEDIA_TYPE, "Send the body plain or with Content-Encoding: gzip.");
        } else if (results == null) {
            bodies.drop(call);
            Answers.problem(call, Problem.PARAMETER_INVALID, "results is all, problems or summary.");
        } else if (refused != null && refused.reason() == Reason.NOT_READY) {
            bodies.drop(call);
            refusals.answer(call, refused, json -> {});
        } else if (uploads.isStopping()) {
            bodies.drop(call);
            String detail = "The service is stopping. Nothing was read; send it again after Retry-After.";
            Answers.unavailable(call, Problem.NOT_READY, detail, PLACE_FREE, json -> {});
        } else if (!uploads.enter()) {
            bodies.drop(call);
            String detail = "Too many uploads are under way. Nothing was read; send it again after Retry-After.";
            Answers.unavailable(call, Problem.OVERLOADED, detail, PLACE_FREE, json -> {});
        } else {
            Bodies.continueIfAsked(call);
            new Upload(call.request(), call.vertx(), encoding.equals("gzip"), results, ledger, clock, uploads).start();
        }
    }
}
