package io.yiping.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.yiping.platform.Accept;
import io.yiping.platform.Csv;
import io.yiping.platform.Json;
import java.io.IOException;
import java.util.List;

/** In which form a list is told; {@code Accept} chooses. JSON has pages, the others are whole, as they are sent. */
enum ListForm {
    JSON("application/json"),
    CSV("text/csv; charset=utf-8"),
    NDJSON("application/x-ndjson");

    private final String contentType;

    ListForm(String contentType) {
        this.contentType = contentType;
    }

    static ListForm of(RoutingContext call) {
        return switch (Accept.best(call, "application/json", ListReader.CSV, ListReader.NDJSON)) {
            case ListReader.CSV -> CSV;
            case ListReader.NDJSON -> NDJSON;
            default -> JSON;
        };
    }

    String contentType() {
        return contentType;
    }

    /** In ETags: equal lists have other bytes in another form. */
    String mark() {
        return name().substring(0, 1);
    }

    /** What stands before the first entry of a whole list. */
    String head() {
        return this == CSV ? "code,name,parent\r\n" : "";
    }

    /** Lines of a whole list. */
    Buffer lines(List<RegistryEntry> entries) {
        return this == CSV ? csv(entries) : ndjson(entries);
    }

    private static Buffer csv(List<RegistryEntry> entries) {
        StringBuilder csv = new StringBuilder();
        for (RegistryEntry entry : entries) {
            csv.append(Csv.text(entry.code)).append(',').append(Csv.text(entry.name));
            csv.append(',').append(Csv.text(entry.parent)).append("\r\n");
        }
        return Buffer.buffer(csv.toString());
    }

    private static Buffer ndjson(List<RegistryEntry> entries) {
        Buffer lines = Buffer.buffer();
        for (RegistryEntry entry : entries) {
            lines.appendBuffer(Json.object(json -> write(json, entry))).appendByte((byte) '\n');
        }
        return lines;
    }

    static void write(JsonGenerator json, RegistryEntry entry) throws IOException {
        json.writeStringField("code", entry.code);
        json.writeStringField("name", entry.name);
        if (entry.parent != null) {
            json.writeStringField("parent", entry.parent);
        }
    }
}
