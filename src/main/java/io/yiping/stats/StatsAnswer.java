package io.yiping.stats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.yiping.count.Counted;
import io.yiping.count.Tally;
import io.yiping.platform.Json;
import io.yiping.rating.Level;
import io.yiping.rating.Origin;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts written as an answer of {@code GET /v1/stats}. Equal counts at an equal version give equal bytes. */
final class StatsAnswer {

    private static final String TIME_ZONE = "Asia/Shanghai";

    private StatsAnswer() {}

    private record Row(String key, String name, Tally tally) {}

    static Buffer of(Selection selection, Counted counted) {
        return Json.object(json -> {
            json.writeStringField("asOf", counted.asOf().toString());
            json.writeNumberField("version", counted.version());
            json.writeStringField("timeZone", TIME_ZONE);
            writeSelection(json, selection);
            writeBasis(json);
            json.writeObjectFieldStart("total");
            writeFigures(json, counted.total());
            json.writeEndObject();
            if (selection.by() != null) {
                writeRows(json, selection, rows(selection, counted));
            }
        });
    }

    private static void writeSelection(JsonGenerator json, Selection selection) throws IOException {
        json.writeObjectFieldStart("selection");
        if (selection.from() != null) {
            json.writeStringField("from", selection.from().toString());
        }
        if (selection.to() != null) {
            json.writeStringField("to", selection.to().toString());
        }
        if (selection.by() != null) {
            json.writeStringField("by", selection.by().name().toLowerCase(Locale.ROOT));
        }
        json.writeEndObject();
    }

    /** What moves a number stands beside it. */
    private static void writeBasis(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("basis");
        json.writeStringField("period", "ratedAt");
        json.writeArrayFieldStart("origins");
        for (Origin origin : Origin.values()) {
            json.writeString(origin.name());
        }
        json.writeEndArray();
        json.writeStringField("invalidated", "out");
        json.writeEndObject();
    }

    private static void writeFigures(JsonGenerator json, Tally tally) throws IOException {
        json.writeObjectFieldStart("counts");
        for (int level = Level.HIGHEST; level >= Level.LOWEST; level--) {
            json.writeNumberField(Integer.toString(level), tally.count(Level.of(level)));
        }
        json.writeEndObject();
        long ratings = tally.ratings();
        long active = tally.count(Origin.ACTIVE);
        long bad = tally.count(Level.DISSATISFIED) + tally.count(Level.VERY_DISSATISFIED);
        json.writeNumberField("ratings", ratings);
        json.writeNumberField("active", active);
        json.writeNumberField("default", tally.count(Origin.DEFAULT));
        if (ratings == 0) {
            json.writeStringField("satisfactionRateReason", "no-ratings");
            json.writeStringField("badRateReason", "no-ratings");
            json.writeStringField("activeRateReason", "no-ratings");
        } else {
            json.writeNumberField("satisfactionRate", Rates.down(ratings - bad, ratings));
            json.writeNumberField("badRate", Rates.up(bad, ratings));
            json.writeNumberField("activeRate", Rates.down(active, ratings));
        }
    }

    private static void writeRows(JsonGenerator json, Selection selection, List<Row> rows) throws IOException {
        json.writeArrayFieldStart("rows");
        int written = 0;
        String last = null;
        boolean more = false;
        for (Row row : rows) {
            if (selection.after() != null && row.key().compareTo(selection.after()) <= 0) {
                continue;
            }
            if (written == selection.limit()) {
                more = true;
                break;
            }
            write(json, row);
            last = row.key();
            written++;
        }
        json.writeEndArray();
        if (more) {
            json.writeStringField("nextCursor", Selection.cursorAfter(selection.by(), last));
        }
    }

    private static void write(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", row.key());
        if (row.name() != null) {
            json.writeStringField("name", row.name());
        }
        writeFigures(json, row.tally());
        json.writeEndObject();
    }

    /** In the order of keys; a bucket without ratings has no row. */
    private static List<Row> rows(Selection selection, Counted counted) {
        List<Row> rows = new ArrayList<>();
        switch (selection.by()) {
            case LEVEL -> {
                for (Level level : Level.values()) {
                    Tally tally = counted.total().only(level);
                    rows.add(new Row(Integer.toString(level.number()), level.chinese(), tally));
                }
            }
            case ORIGIN -> {
                for (Origin origin : Origin.values()) {
                    Tally tally = counted.total().only(origin);
                    rows.add(new Row(origin.name(), origin.chinese(), tally));
                }
            }
            case DAY -> {
                for (Map.Entry<LocalDate, Tally> day : counted.days().entrySet()) {
                    rows.add(new Row(day.getKey().toString(), null, day.getValue()));
                }
            }
        }
        rows.removeIf(row -> row.tally().ratings() == 0);
        return rows;
    }
}
