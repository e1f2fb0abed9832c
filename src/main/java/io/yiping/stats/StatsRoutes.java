package io.yiping.stats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.CountAudit;
import io.yiping.count.Counted;
import io.yiping.count.Counts;
import io.yiping.platform.Answers;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/** {@code GET /v1/stats} and {@code GET /v1/audit/counts}. */
@Singleton
final class StatsRoutes {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final String UNREADABLE = "The counts cannot be read at the moment.";
    private static final Duration STATS_PATIENCE = Duration.ofSeconds(5);
    private static final Duration AUDIT_PATIENCE = Duration.ofMinutes(5);

    private final Counts counts;
    private final CountAudit audit;

    StatsRoutes(Counts counts, CountAudit audit) {
        this.counts = counts;
        this.audit = audit;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/stats", Selection.PARAMETERS).handler(this::stats);
        Routes.get(router, "/v1/audit/counts").handler(this::prove);
    }

    private void stats(RoutingContext call) {
        Selection selection;
        try {
            selection = Selection.of(call.queryParams());
        } catch (Selection.Unanswerable e) {
            Answers.problem(call, e.problem(), e.getMessage());
            return;
        }
        Uni<Boolean> reached =
                selection.minVersion() == 0 ? Uni.createFrom().item(true) : counts.reach(selection.minVersion());
        Uni<Counted> counted = reached.chain(
                there -> there ? read(selection) : Uni.createFrom().nullItem());
        Reads.answer(call, STATS_PATIENCE, counted, UNREADABLE, found -> stats(call, selection, found));
    }

    private Uni<Counted> read(Selection selection) {
        return counts.read(selection.firstDay(), selection.dayAfterLast());
    }

    private static void stats(RoutingContext call, Selection selection, Counted counted) {
        if (counted == null) {
            String detail = "Version " + selection.minVersion() + " was not reached within 2 s; ask again.";
            Answers.unavailable(call, Problem.VERSION_NOT_REACHED, detail, RETRY_AFTER, json -> {});
            return;
        }
        Buffer body = StatsAnswer.of(selection, counted);
        Answers.json(call, 200, body);
    }

    private void prove(RoutingContext call) {
        Reads.answer(
                call,
                AUDIT_PATIENCE,
                audit.prove(),
                UNREADABLE,
                proof -> Answers.json(call, 200, Json.object(json -> write(json, proof))));
    }

    private static void write(JsonGenerator json, CountAudit.Proof proof) throws IOException {
        json.writeNumberField("difference", proof.difference());
        json.writeNumberField("version", proof.version());
        json.writeArrayFieldStart("dimensions");
        for (CountAudit.Dimension dimension : proof.dimensions()) {
            json.writeStartObject();
            json.writeStringField("dimension", dimension.name());
            json.writeNumberField("counted", dimension.counted());
            json.writeNumberField("ratings", dimension.ratings());
            json.writeNumberField("difference", dimension.difference());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("tookMillis", proof.tookMillis());
    }
}
