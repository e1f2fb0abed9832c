package io.yiping.lookup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.yiping.platform.Answers;
import io.yiping.platform.Json;
import io.yiping.platform.Routes;
import io.yiping.rating.Catalogue;
import io.yiping.rating.Channel;
import io.yiping.rating.Level;
import io.yiping.rating.Option;
import io.yiping.rating.Region;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/** {@code GET /v1/catalogue}: the words that ratings are made of. Written once; it changes with a release. */
@Singleton
final class CatalogueRoute {

    private final Buffer catalogue = Json.object(CatalogueRoute::write);

    void register(@Observes Router router) {
        Routes.get(router, "/v1/catalogue").handler(call -> Answers.json(call, 200, catalogue));
    }

    private static void write(JsonGenerator json) throws IOException {
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
        for (Channel channel : Channel.values()) {
            json.writeStartObject();
            json.writeStringField("channel", channel.name());
            json.writeStringField("name", channel.chinese());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("regions");
        for (Map.Entry<Long, String> region : Region.named().entrySet()) {
            json.writeStartObject();
            json.writeStringField("regionCode", Region.text(region.getKey()));
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
