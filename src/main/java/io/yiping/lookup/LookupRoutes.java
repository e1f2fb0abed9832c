package io.yiping.lookup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.yiping.platform.Answers;
import io.yiping.platform.Bodies;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import io.yiping.rating.ServiceEventId;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** {@code GET /v1/ratings/{serviceEventId}} and {@code POST /v1/ratings/lookup}. */
@Singleton
final class LookupRoutes {

    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_BYTES = 256 * 1024;
    static final String UNREADABLE = "The database cannot be read at the moment.";
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Bodies bodies;
    private final Pool pool;

    LookupRoutes(Bodies bodies, Pool pool) {
        this.bodies = bodies;
        this.pool = pool;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/ratings/:serviceEventId").handler(this::one);
        Routes.post(router, "/v1/ratings/lookup")
                .handler(call -> bodies.readJson(call, MAX_BYTES, body -> many(call, body.together())));
    }

    private void one(RoutingContext call) {
        String id = call.pathParam("serviceEventId");
        if (!ServiceEventId.isWellFormed(id)) {
            notFound(call);
            return;
        }
        Reads.answer(call, PATIENCE, StoredRating.find(pool, id), UNREADABLE, found -> one(call, found));
    }

    private static void one(RoutingContext call, StoredRating found) {
        if (found == null) {
            notFound(call);
        } else {
            Answers.json(call, 200, Json.object(found::writeMembers));
        }
    }

    private static void notFound(RoutingContext call) {
        Answers.problem(call, Problem.RATING_NOT_FOUND, "Nobody has rated this service event; # is %23 in a path.");
    }

    private void many(RoutingContext call, byte[] body) {
        Set<String> asked;
        try {
            asked = read(body);
        } catch (IOException e) {
            Answers.problem(call, Problem.NOT_JSON, "Send {\"serviceEventIds\": [\"…\", …]}.");
            return;
        }
        if (asked == null || asked.size() > MAX_EVENTS) {
            String detail = "Send {\"serviceEventIds\": [\"…\", …]} with at most " + MAX_EVENTS + " different strings.";
            Answers.problem(call, Problem.LOOKUP_INVALID, detail);
            return;
        }
        Set<String> possible = new LinkedHashSet<>(asked);
        possible.removeIf(id -> !ServiceEventId.isWellFormed(id));
        Reads.answer(
                call,
                PATIENCE,
                FindRatings.run(pool, possible),
                UNREADABLE,
                found -> Answers.json(call, 200, Json.object(json -> write(json, asked, found))));
    }

    /** @return the keys, or null when the JSON says something else */
    private static Set<String> read(byte[] body) throws IOException {
        Set<String> keys = null;
        boolean clean = true;
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() == null) {
                throw new IOException("the body is empty");
            }
            clean = json.currentToken() == JsonToken.START_OBJECT;
            while (clean && json.nextToken() != JsonToken.END_OBJECT) {
                clean = keys == null && json.currentName().equals("serviceEventIds");
                clean &= json.nextToken() == JsonToken.START_ARRAY;
                keys = new LinkedHashSet<>();
                while (clean && json.nextToken() != JsonToken.END_ARRAY) {
                    clean = json.currentToken() == JsonToken.VALUE_STRING;
                    clean &= isText(json.getText());
                    keys.add(json.getText());
                }
            }
            clean &= json.nextToken() == null;
        }
        return clean ? keys : null;
    }

    /** Half a surrogate pair could not be said back as UTF-8. */
    private static boolean isText(String key) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(key);
    }

    private static void write(JsonGenerator json, Set<String> asked, Map<String, FindRatings.Found> found)
            throws IOException {
        json.writeArrayFieldStart("found");
        for (String id : asked) {
            FindRatings.Found rating = found.get(id);
            if (rating != null) {
                json.writeStartObject();
                json.writeStringField("serviceEventId", id);
                json.writeStringField("receivedAt", rating.receivedAt().toString());
                json.writeNumberField("level", rating.level());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("missing");
        for (String id : asked) {
            if (!found.containsKey(id)) {
                json.writeString(id);
            }
        }
        json.writeEndArray();
    }
}
