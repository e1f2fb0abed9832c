package io.yiping.stats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.yiping.count.Rated;
import io.yiping.platform.Json;
import io.yiping.rating.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a list has been rated, exactly at a version.
 *
 * @param unknown codes with ratings that the registry does not have
 * @param rows a page
 * @param more there are rows after these
 */
record Coverage(Rated at, long registered, long rated, long unknown, List<Listed> rows, boolean more) {

    /** @param ratings of an unknown code; else null, as are name and parent then */
    record Listed(String code, String name, String parent, Long ratings) {}

    /** @param found as {@link CoverageSql} has it, with one row more than the limit if there are more */
    static Coverage of(Rated found, int limit) {
        List<Listed> rows = new ArrayList<>();
        int code = Rated.FIRST_COLUMN + 1;
        for (Row row : found.rows().subList(1, found.rows().size())) {
            rows.add(new Listed(
                    row.getString(code), row.getString(code + 1), row.getString(code + 2), row.getLong(code + 3)));
        }
        Row sums = found.rows().get(0);
        boolean more = rows.size() > limit;
        return new Coverage(
                found,
                sums.getLong(code + 3),
                sums.getLong(code + 4),
                sums.getLong(code + 5),
                more ? rows.subList(0, limit) : rows,
                more);
    }

    Buffer json(CoverageAsked asked) {
        return Json.object(json -> {
            json.writeStringField("asOf", at.asOf().toString());
            json.writeNumberField("version", at.version());
            json.writeStringField("kind", asked.kind().word());
            json.writeObjectFieldStart("selection");
            Long region = asked.query().region();
            writeGiven(json, "region", region == null ? null : Region.text(region));
            writeGiven(json, "from", asked.query().period().fromText());
            writeGiven(json, "to", asked.query().period().toText());
            json.writeEndObject();
            json.writeNumberField("registered", registered);
            json.writeNumberField("rated", rated);
            if (registered == 0) {
                json.writeStringField("coverageRateReason", "none-registered");
            } else {
                json.writeNumberField("coverageRate", Rates.down(rated, registered));
            }
            json.writeNumberField("unknown", unknown);
            json.writeStringField("list", asked.list());
            writeRows(json);
            writeGiven(json, "nextCursor", cursor(asked));
        });
    }

    /** @return null: there are no more rows */
    String cursor(CoverageAsked asked) {
        return more ? asked.cursor(rows.get(rows.size() - 1)) : null;
    }

    private void writeRows(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("rows");
        for (Listed row : rows) {
            json.writeStartObject();
            json.writeStringField("code", row.code());
            writeGiven(json, "name", row.name());
            writeGiven(json, "parent", row.parent());
            if (row.ratings() != null) {
                json.writeNumberField("ratings", row.ratings());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeGiven(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
