package io.yiping.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.ledger.Answer;
import io.yiping.ledger.Answer.Refused;
import io.yiping.ledger.Ledger;
import io.yiping.platform.Answers;
import io.yiping.platform.Bodies;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Json;
import io.yiping.platform.Pieces;
import io.yiping.platform.Problem;
import io.yiping.platform.Routes;
import io.yiping.rating.Verdict;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code POST /v1/ratings/batch}: a JSON array of ratings, settled in one transaction in their order; a verdict an item.
 *
 * <p>What is wrong with the body as a whole stores nothing; what is wrong with an item is that item's, as long as it is JSON.
 */
@Singleton
final class BatchRoute {

    private static final int MAX_BYTES = 5 * 1024 * 1024;
    private static final int MAX_ITEMS = 5_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final SerializableString INDEX = new SerializedString("index");

    /** A millisecond or two; then the loop looks at its sockets, where others wait to be read, refused or answered. */
    private static final int ITEMS_A_TURN = 250;

    private final Bodies bodies;
    private final Ledger ledger;
    private final Clock clock;
    private final Refusals refusals;
    private final IngestMeters.Way meters;

    /** Items of all batches that are being decoded: as good as queued, for the batches that come after them. */
    private final AtomicInteger decoding = new AtomicInteger();

    BatchRoute(Bodies bodies, Ledger ledger, Clock clock, Refusals refusals, IngestMeters meters) {
        this.bodies = bodies;
        this.ledger = ledger;
        this.clock = clock;
        this.refusals = refusals;
        this.meters = meters.batch();
    }

    void register(@Observes Router router) {
        Routes.post(router, "/v1/ratings/batch", "results")
                .handler(call -> bodies.readJson(call, MAX_BYTES, body -> take(call, body)));
    }

    private void take(RoutingContext call, Pieces body) {
        Results results = Results.asked(call, Results.ALL, EnumSet.of(Results.ALL, Results.PROBLEMS));
        if (results == null) {
            Answers.problem(call, Problem.PARAMETER_INVALID, "results is all or problems.");
            return;
        }
        try {
            Items items = Items.of(body, MAX_ITEMS);
            if (items == null) {
                Answers.problem(call, Problem.NOT_AN_ARRAY, "Send [rating, rating, …]; one alone goes to /v1/ratings.");
            } else if (items.count() == 0) {
                Answers.problem(call, Problem.BATCH_EMPTY, "The array has no items.");
            } else if (items.count() > MAX_ITEMS) {
                String detail = "A batch has at most " + MAX_ITEMS + " items; send several.";
                Answers.problem(call, Problem.CONTENT_TOO_LARGE, detail);
            } else {
                take(call, results, body, items);
            }
        } catch (NotJson e) {
            Answers.problem(call, Problem.NOT_JSON, e.getMessage());
        }
    }

    private void take(RoutingContext call, Results results, Pieces body, Items items) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Batch batch = new Batch(items.count(), receivedAt);
        Refused refused = ledger.refusal(items.count(), decoding.get());
        if (refused != null) {
            // Early, before the body is put together and decoded: that is what overload needs.
            batch.retryAll();
            refuse(call, batch, results, refused);
            return;
        }
        decoding.addAndGet(batch.size());
        turn(call, results, batch, new BatchDecoder(body.together(), items, batch));
    }

    /** Decodes for a while; then the next turn, or the end. */
    private void turn(RoutingContext call, Results results, Batch batch, BatchDecoder decoder) {
        boolean more = false;
        try {
            more = decoder.decode(ITEMS_A_TURN);
            if (!more) {
                decoded(call, results, batch);
            }
        } catch (NotJson e) {
            Answers.problem(call, Problem.NOT_JSON, e.getMessage());
        } finally {
            if (!more) {
                decoding.addAndGet(-batch.size());
            }
        }
        if (more) {
            EventLoop.afterSockets(() -> goOn(call, results, batch, decoder));
        }
    }

    /** Nothing was taken yet: whoever has gone meanwhile has sent nothing. */
    private void goOn(RoutingContext call, Results results, Batch batch, BatchDecoder decoder) {
        if (call.response().closed()) {
            decoding.addAndGet(-batch.size());
        } else {
            turn(call, results, batch, decoder);
        }
    }

    private void decoded(RoutingContext call, Results results, Batch batch) {
        if (batch.ratings().isEmpty()) {
            answer(call, batch, results);
        } else {
            submit(call, batch, results);
        }
    }

    private void submit(RoutingContext call, Batch batch, Results results) {
        ledger.submit(
                batch.ratings(), batch.receivedAt(), EventLoop.now(), answer -> answered(call, batch, results, answer));
    }

    private void refuse(RoutingContext call, Batch batch, Results results, Refused refused) {
        Accounting accounting = batch.accounting(meters);
        refusals.answer(call, refused, json -> writeResult(json, batch, accounting, results));
    }

    private void answered(RoutingContext call, Batch batch, Results results, Answer answer) {
        if (answer instanceof Refused refused) {
            batch.retryRest();
            refuse(call, batch, results, refused);
        } else if (answer instanceof Answer.Settled settled) {
            batch.settled(settled.outcomes());
            answer(call, batch, results);
        }
    }

    private void answer(RoutingContext call, Batch batch, Results results) {
        Accounting accounting = batch.accounting(meters);
        long received = accounting.received();
        long rejected = accounting.count(Verdict.REJECTED);
        long good = accounting.count(Verdict.ACCEPTED) + accounting.count(Verdict.DUPLICATE);
        if (rejected == received) {
            String detail = "Every item is rejected; items says why.";
            Answers.problem(
                    call, Problem.BATCH_REJECTED, detail, json -> writeResult(json, batch, accounting, results));
        } else if (accounting.count(Verdict.RETRY) > 0 && good + accounting.count(Verdict.CONFLICT) == 0) {
            String detail =
                    "The database did not answer in time. Send the same batch again: each rating is stored once.";
            Answers.unavailable(
                    call,
                    Problem.OUTCOME_UNKNOWN,
                    detail,
                    RETRY_AFTER,
                    json -> writeResult(json, batch, accounting, results));
        } else {
            Answers.json(
                    call,
                    good == received ? 200 : 207,
                    Json.object(json -> writeResult(json, batch, accounting, results)));
        }
    }

    private static void writeResult(JsonGenerator json, Batch batch, Accounting accounting, Results results)
            throws IOException {
        accounting.writeMembers(json);
        json.writeArrayFieldStart("items");
        TimeText times = new TimeText();
        for (int i = 0; i < batch.size(); i++) {
            Receipt receipt = batch.receipt(i);
            if (results == Results.ALL || receipt.isProblem()) {
                json.writeStartObject();
                json.writeFieldName(INDEX);
                json.writeNumber(i);
                receipt.writeMembers(json, times);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
