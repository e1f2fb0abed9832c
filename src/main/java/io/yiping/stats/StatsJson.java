package io.yiping.stats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.yiping.count.Counted;
import io.yiping.count.Period;
import io.yiping.count.Query;
import io.yiping.count.Sort;
import io.yiping.count.Tally;
import io.yiping.platform.Json;
import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import io.yiping.rating.Region;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** An answer of {@code GET /v1/stats} as JSON. Equal counts at an equal version give equal bytes. */
final class StatsJson {

    private static final String TIME_ZONE = "Asia/Shanghai";

    private StatsJson() {}

    static Buffer of(Question question, Counted counted, RowNames names, String nextCursor) {
        Query query = question.query();
        return Json.object(json -> {
            json.writeStringField("asOf", counted.asOf().toString());
            json.writeNumberField("version", counted.version());
            json.writeStringField("timeZone", TIME_ZONE);
            writeSelection(json, question);
            writeBasis(json, query);
            json.writeObjectFieldStart("total");
            writeFigures(json, counted.total());
            json.writeEndObject();
            if (counted.previous() != null) {
                writePrevious(json, query.period().previous(), counted.previous());
            }
            if (query.by() != null) {
                writeRows(json, query, counted, names);
                writeGiven(json, "nextCursor", nextCursor);
            }
        });
    }

    /** As it was understood; what was not given is absent. */
    private static void writeSelection(JsonGenerator json, Question question) throws IOException {
        Query query = question.query();
        json.writeObjectFieldStart("selection");
        writeGiven(json, "region", query.region() == null ? null : Region.text(query.region()));
        writeGiven(json, "agency", query.agency());
        writeGiven(json, "matter", query.matter());
        writeGiven(json, "channel", query.channel());
        writeGiven(json, "origin", query.origin());
        writeGiven(
                json,
                "window",
                question.window() == null ? null : question.window().text());
        writeGiven(json, "from", query.period().fromText());
        writeGiven(json, "to", query.period().toText());
        writeGiven(json, "compare", query.compared() ? "previous" : null);
        if (query.by() != null) {
            writeGiven(json, "by", query.by().name().toLowerCase(Locale.ROOT));
            writeGiven(json, "sort", sort(query));
        }
        json.writeEndObject();
    }

    private static String sort(Query query) {
        Sort sort = query.order().sort();
        return (query.order().descending() ? "-" : "") + SortName.of(sort);
    }

    private static void writeGiven(JsonGenerator json, String name, Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    /** What moves a number stands beside it. */
    private static void writeBasis(JsonGenerator json, Query query) throws IOException {
        List<Origin> origins = query.origin() == null ? List.of(Origin.values()) : List.of(query.origin());
        json.writeObjectFieldStart("basis");
        json.writeStringField("period", "ratedAt");
        json.writeArrayFieldStart("origins");
        for (Origin origin : origins) {
            json.writeString(origin.name());
        }
        json.writeEndArray();
        json.writeStringField("invalidated", "out");
        json.writeEndObject();
    }

    private static void writePrevious(JsonGenerator json, Period period, Tally total) throws IOException {
        json.writeObjectFieldStart("previous");
        json.writeStringField("from", period.fromText());
        json.writeStringField("to", period.toText());
        json.writeObjectFieldStart("total");
        writeFigures(json, total);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeFigures(JsonGenerator json, Tally tally) throws IOException {
        json.writeObjectFieldStart("counts");
        for (int level = Level.HIGHEST; level >= Level.LOWEST; level--) {
            json.writeNumberField(Integer.toString(level), tally.count(Level.of(level)));
        }
        json.writeEndObject();
        Figures figures = Figures.of(tally);
        json.writeNumberField("ratings", figures.ratings());
        json.writeNumberField("active", figures.active());
        json.writeNumberField("default", figures.byDefault());
        writeRate(json, "satisfactionRate", figures.satisfactionRate());
        writeRate(json, "badRate", figures.badRate());
        writeRate(json, "activeRate", figures.activeRate());
        if (figures.interval() != null) {
            json.writeObjectFieldStart("interval");
            json.writeNumberField("low", figures.interval().low());
            json.writeNumberField("high", figures.interval().high());
            json.writeEndObject();
        }
    }

    private static void writeRate(JsonGenerator json, String name, BigDecimal rate) throws IOException {
        if (rate == null) {
            json.writeStringField(name + "Reason", "no-ratings");
        } else {
            json.writeNumberField(name, rate);
        }
    }

    private static void writeRows(JsonGenerator json, Query query, Counted counted, RowNames names) throws IOException {
        json.writeArrayFieldStart("rows");
        for (Counted.Row row : counted.rows()) {
            json.writeStartObject();
            json.writeStringField("key", query.by().text(row.rawKey()));
            writeGiven(json, "name", names.of(row.rawKey()));
            writeFigures(json, row.tally());
            if (row.previous() != null) {
                json.writeObjectFieldStart("previous");
                writeFigures(json, row.previous());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
