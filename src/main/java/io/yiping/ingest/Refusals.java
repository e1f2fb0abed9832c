package io.yiping.ingest;

import io.vertx.ext.web.RoutingContext;
import io.yiping.ledger.Answer.Refused;
import io.yiping.platform.Answers;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import jakarta.inject.Singleton;

/** A refused submission as an answer: nothing was tried, and when it is worth trying again. */
@Singleton
final class Refusals {

    private final IngestMeters meters;

    Refusals(IngestMeters meters) {
        this.meters = meters;
    }

    /** @param members what the answer carries beside the problem's own members */
    void answer(RoutingContext call, Refused refused, Json.Part members) {
        meters.refused(refused.reason());
        switch (refused.reason()) {
            case OVERLOADED ->
                Answers.unavailable(
                        call,
                        Problem.OVERLOADED,
                        "More ratings wait than can be stored soon. Nothing was tried; send it again after Retry-After.",
                        refused.retryAfter(),
                        members);
            case DATABASE_AWAY ->
                Answers.unavailable(
                        call,
                        Problem.NOT_READY,
                        "The database is away. Nothing was tried; send it again after Retry-After.",
                        refused.retryAfter(),
                        members);
            case NOT_READY ->
                Answers.unavailable(
                        call,
                        Problem.NOT_READY,
                        "The service is starting or stopping. Nothing was tried; send it again after Retry-After.",
                        refused.retryAfter(),
                        members);
        }
    }
}
