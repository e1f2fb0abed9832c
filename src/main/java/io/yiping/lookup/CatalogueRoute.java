package io.yiping.lookup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.platform.Answers;
import io.yiping.platform.Json;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import io.yiping.rating.Catalogue;
import io.yiping.rating.Channel;
import io.yiping.rating.Level;
import io.yiping.rating.Option;
import io.yiping.registry.Kind;
import io.yiping.registry.Names;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code GET /v1/catalogue}: the words that ratings are made of. Channels and regions have their names from the registry. */
@Singleton
final class CatalogueRoute {

    /** All counties of a country are some 3,000. */
    private static final int MOST_REGIONS = 5_000;

    private static final List<String> CHANNELS =
            Stream.of(Channel.values()).map(Channel::name).toList();

    private final Names names;

    CatalogueRoute(Names names) {
        this.names = names;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/catalogue").handler(this::answer);
    }

    private void answer(RoutingContext call) {
        Uni<Named> named = names.now(Kind.CHANNELS, CHANNELS)
                .chain(channels -> names.regionsToCounties(MOST_REGIONS).map(regions -> new Named(channels, regions)));
        Reads.answer(
                call,
                LookupRoutes.PATIENCE,
                named,
                LookupRoutes.UNREADABLE,
                found -> Answers.json(call, 200, Json.object(json -> write(json, found))));
    }

    /** By code. */
    private record Named(Map<String, String> channels, Map<String, String> regions) {}

    private static void write(JsonGenerator json, Named named) throws IOException {
        json.writeArrayFieldStart("levels");
        for (int number = Level.HIGHEST; number >= Level.LOWEST; number--) {
            write(json, Level.of(number));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("options");
        for (Option option : Catalogue.options()) {
            write(json, option);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("channels");
        for (String channel : CHANNELS) {
            json.writeStartObject();
            json.writeStringField("channel", channel);
            if (named.channels().containsKey(channel)) {
                json.writeStringField("name", named.channels().get(channel));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("regions");
        for (Map.Entry<String, String> region : named.regions().entrySet()) {
            json.writeStartObject();
            json.writeStringField("regionCode", region.getKey());
            json.writeStringField("name", region.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Level level) throws IOException {
        json.writeStartObject();
        json.writeNumberField("level", level.number());
        json.writeStringField("name", level.chinese());
        json.writeStringField("nameEnglish", level.english());
        json.writeBooleanField("bad", level.isBad());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Option option) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", option.code());
        json.writeNumberField("level", option.level().number());
        json.writeNumberField("generation", option.generation());
        json.writeStringField("state", option.inForce() ? "IN_FORCE" : "RETIRED");
        if (option.text() != null) {
            json.writeStringField("text", option.text());
        }
        json.writeEndObject();
    }
}
