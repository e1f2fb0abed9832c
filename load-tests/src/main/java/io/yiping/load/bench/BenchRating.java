package io.yiping.load.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/** One rating as the bytes of its line and as the columns of the reference table; both get a suffix to their key in each run. */
record BenchRating(
        byte[] line,
        String serviceEventId,
        short level,
        short channel,
        short origin,
        long regionCode,
        String agencyCode,
        String matterCode,
        OffsetDateTime ratedAt,
        String options,
        String comment) {
    private static final String BEFORE_KEY = "{\"serviceEventId\":\"";
    private static final List<String> CHANNELS =
            List.of("PC", "MOBILE", "QR", "WINDOW_DEVICE", "TERMINAL", "PHONE", "SMS", "SUPERVISION_POST", "PAPER");

    static BenchRating of(byte[] line, JsonNode rating) {
        String region = rating.get("regionCode").textValue();
        return new BenchRating(
                line,
                rating.get("serviceEventId").textValue(),
                rating.get("level").shortValue(),
                (short) CHANNELS.indexOf(rating.get("channel").textValue()),
                (short) (rating.path("origin").asText().equals("DEFAULT") ? 1 : 0),
                Long.parseLong(region.length() == 6 ? region + "000000" : region),
                rating.get("agencyCode").textValue(),
                rating.path("matterCode").textValue(),
                OffsetDateTime.parse(rating.get("ratedAt").textValue()),
                options(rating.path("options")),
                rating.path("comment").textValue());
    }

    private static String options(JsonNode options) {
        StringBuilder joined = new StringBuilder();
        options.forEach(option -> joined.append(joined.isEmpty() ? "" : ",").append(option.textValue()));
        return joined.isEmpty() ? null : joined.toString();
    }

    /** The suffix goes in here. */
    int keyEnd() {
        return BEFORE_KEY.length() + serviceEventId.length();
    }

    boolean startsWithKey() {
        byte[] start = (BEFORE_KEY + serviceEventId + '"').getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(start, 0, start.length, line, 0, Math.min(start.length, line.length));
    }

    int lengthWith(byte[] suffix) {
        return line.length + suffix.length;
    }

    /** Writes the line with the suffix in its key; returns the position after it. */
    int write(byte[] suffix, byte[] to, int at) {
        int keyEnd = keyEnd();
        System.arraycopy(line, 0, to, at, keyEnd);
        System.arraycopy(suffix, 0, to, at + keyEnd, suffix.length);
        System.arraycopy(line, keyEnd, to, at + keyEnd + suffix.length, line.length - keyEnd);
        return at + line.length + suffix.length;
    }
}
