package io.yiping.lookup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.rating.Channel;
import io.yiping.rating.EventKey;
import io.yiping.rating.Origin;
import io.yiping.rating.Region;
import java.io.IOException;
import java.time.OffsetDateTime;

/** A rating as it stands, read by its key and written in the form in which it came. */
final class StoredRating {

    /** What a row needs to be one, in this order. */
    static final String COLUMNS = """
            service_event_id, level, channel, region_code, agency_code, matter_code, window_code, staff_code,
            rated_at, served_at, origin, options, comment, proxy, received_at
            """;

    private static final String SQL = "SELECT " + COLUMNS + " FROM rating WHERE event_key = $1";

    private final Row row;

    StoredRating(Row row) {
        this.row = row;
    }

    String serviceEventId() {
        return row.getString(0);
    }

    OffsetDateTime receivedAt() {
        return row.getOffsetDateTime(14);
    }

    /** @return null when the event has no rating */
    static Uni<StoredRating> find(Pool pool, String serviceEventId) {
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(EventKey.of(serviceEventId)))
                .map(StoredRating::first);
    }

    private static StoredRating first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : new StoredRating(rows.iterator().next());
    }

    void writeMembers(JsonGenerator json) throws IOException {
        writeMembers(json, row.getString(12));
    }

    /** For lists that are shown to many: numbers of people in the comment are covered. */
    void writeMasked(JsonGenerator json) throws IOException {
        writeMembers(json, Masked.numbers(row.getString(12)));
    }

    private void writeMembers(JsonGenerator json, String comment) throws IOException {
        json.writeStringField("serviceEventId", serviceEventId());
        json.writeNumberField("level", row.getShort(1));
        json.writeStringField("channel", Channel.of(row.getShort(2)).name());
        json.writeStringField("regionCode", Region.text(row.getLong(3)));
        json.writeStringField("agencyCode", row.getString(4));
        write(json, "matterCode", row.getString(5));
        write(json, "windowCode", row.getString(6));
        write(json, "staffCode", row.getString(7));
        write(json, "ratedAt", time(row.getOffsetDateTime(8)));
        write(json, "servedAt", time(row.getOffsetDateTime(9)));
        json.writeStringField("origin", Origin.of(row.getShort(10)).name());
        writeOptions(json, row.getString(11));
        write(json, "comment", comment);
        json.writeBooleanField("proxy", row.getBoolean(13));
        write(json, "receivedAt", time(receivedAt()));
    }

    private static void writeOptions(JsonGenerator json, String options) throws IOException {
        if (options == null) {
            return;
        }
        json.writeArrayFieldStart("options");
        for (String code : options.split(",")) {
            json.writeString(code);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static String time(OffsetDateTime time) {
        return time == null ? null : time.toInstant().toString();
    }
}
