package io.yiping.ingest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.ledger.Answer;
import io.yiping.ledger.Ledger;
import io.yiping.platform.Answers;
import io.yiping.platform.Bodies;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import io.yiping.platform.Routes;
import io.yiping.rating.Draft;
import io.yiping.rating.Rating;
import io.yiping.rating.Violation;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code POST /v1/ratings}: one rating, one receipt, the verdict as the status. */
@Singleton
final class SingleRoute {

    private static final int MAX_BYTES = 16 * 1024;
    private static final CharSequence RATING_REPLAYED = HttpHeaders.createOptimized("Rating-Replayed");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Bodies bodies;
    private final Ledger ledger;
    private final Clock clock;
    private final Refusals refusals;
    private final IngestMeters.Way meters;

    SingleRoute(Bodies bodies, Ledger ledger, Clock clock, Refusals refusals, IngestMeters meters) {
        this.bodies = bodies;
        this.ledger = ledger;
        this.clock = clock;
        this.refusals = refusals;
        this.meters = meters.single();
    }

    void register(@Observes Router router) {
        Routes.postFirst(router, "/v1/ratings")
                .handler(call -> bodies.readJson(call, MAX_BYTES, body -> take(call, body.together())));
    }

    private void take(RoutingContext call, byte[] body) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Draft draft;
        try {
            draft = decode(body);
        } catch (NotJson e) {
            Answers.problem(call, Problem.NOT_JSON, e.getMessage());
            return;
        }
        Rating rating = draft.check(receivedAt);
        if (rating == null) {
            reject(call, Receipt.rejected(draft, receivedAt));
        } else {
            submit(call, rating, receivedAt);
        }
    }

    private static Draft decode(byte[] body) throws NotJson {
        int from = Items.start(body);
        if (from == body.length) {
            throw new NotJson("The body is empty.");
        }
        return RatingDecoder.decode(body, from, body.length);
    }

    private void reject(RoutingContext call, Receipt receipt) {
        meters.add(receipt);
        Violation first = receipt.violations().get(0);
        int more = receipt.violations().size() - 1;
        String detail = more == 0 ? first.message() : first.message() + " (and " + more + " more)";
        Answers.problem(call, Problem.RATING_INVALID, detail, receipt::writeMembers);
    }

    private void submit(RoutingContext call, Rating rating, Instant receivedAt) {
        ledger.submit(List.of(rating), receivedAt, EventLoop.now(), answer -> answer(call, rating, receivedAt, answer));
    }

    private void answer(RoutingContext call, Rating rating, Instant receivedAt, Answer answer) {
        String id = rating.serviceEventId();
        if (answer instanceof Answer.Refused refused) {
            Receipt retry = Receipt.retry(id, receivedAt);
            meters.add(retry);
            refusals.answer(call, refused, retry::writeMembers);
        } else if (answer instanceof Answer.Settled settled) {
            settled(call, Receipt.settled(id, settled.outcomes().get(0), receivedAt));
        }
    }

    private void settled(RoutingContext call, Receipt receipt) {
        meters.add(receipt);
        switch (receipt.verdict()) {
            case ACCEPTED -> {
                call.response().putHeader(HttpHeaders.LOCATION, location(receipt.serviceEventId()));
                Answers.json(call, 201, body(receipt));
            }
            case DUPLICATE -> {
                call.response().putHeader(RATING_REPLAYED, "true");
                Answers.json(call, 200, body(receipt));
            }
            case CONFLICT ->
                Answers.problem(
                        call,
                        Problem.RATING_CONFLICT,
                        "The first rating stands; this one differs in " + String.join(", ", receipt.differs()) + ".",
                        receipt::writeMembers);
            case RETRY ->
                Answers.unavailable(
                        call,
                        Problem.OUTCOME_UNKNOWN,
                        "The database did not answer in time. Send the same rating again: it is stored once.",
                        RETRY_AFTER,
                        receipt::writeMembers);
            case REJECTED -> throw new IllegalStateException("the ledger rejects nothing");
        }
    }

    private static Buffer body(Receipt receipt) {
        return Json.object(receipt::writeMembers);
    }

    private static String location(String serviceEventId) {
        return "/v1/ratings/" + serviceEventId.replace("#", "%23");
    }
}
