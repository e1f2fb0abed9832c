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
import java.util.EnumSet;

/** {@code POST /v1/ratings/stream}: NDJSON of any length in, NDJSON out while it runs. */
@Singleton
final class StreamRoute {

    private static final String NDJSON = "application/x-ndjson";

    private final Ledger ledger;
    private final Clock clock;
    private final Upload.Shared shared;

    StreamRoute(Ledger ledger, Clock clock, UploadConfig config) {
        this.ledger = ledger;
        this.clock = clock;
        this.shared = new Upload.Shared(config);
    }

    void register(@Observes Router router) {
        Routes.post(router, "/v1/ratings/stream", "results").handler(this::take);
    }

    private void take(RoutingContext call) {
        Results results = Results.asked(call, Results.PROBLEMS, EnumSet.allOf(Results.class));
        String encoding = Bodies.encoding(call.request());
        Refused refused = ledger.refusal(0);
        if (!Bodies.isUtf8(call.request(), NDJSON)) {
            Answers.problem(
                    call, Problem.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: " + NDJSON + ", encoded as UTF-8.");
        } else if (!encoding.equals("identity") && !encoding.equals("gzip")) {
            call.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
            Answers.problem(
                    call, Problem.UNSUPPORTED_MEDIA_TYPE, "Send the body plain or with Content-Encoding: gzip.");
        } else if (results == null) {
            Answers.problem(call, Problem.PARAMETER_INVALID, "results is all, problems or summary.");
        } else if (refused != null && refused.reason() == Reason.NOT_READY) {
            Refusals.answer(call, refused, json -> {});
        } else {
            Bodies.continueIfAsked(call);
            new Upload(call.request(), call.vertx(), encoding.equals("gzip"), results, ledger, clock, shared).start();
        }
    }
}
