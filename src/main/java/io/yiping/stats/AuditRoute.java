package io.yiping.stats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.CountAudit;
import io.yiping.platform.Answers;
import io.yiping.platform.Json;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;

/** {@code GET /v1/audit/counts}: the proof of the figures. */
@Singleton
final class AuditRoute {

    private final CountAudit audit;

    AuditRoute(CountAudit audit) {
        this.audit = audit;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/audit/counts").handler(this::prove);
    }

    private void prove(RoutingContext call) {
        Reads.answer(
                call,
                CountAudit.PATIENCE,
                audit.prove(),
                "The counts cannot be read at the moment.",
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
