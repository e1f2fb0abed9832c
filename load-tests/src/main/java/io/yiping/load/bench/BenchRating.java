package io.yiping.load.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/**
 * One rating as the bytes of its line and as the columns of the reference table; both get a run's mark into their key.
 *
 * <p>In a key of Guangdong's form it stands before the date, so that in the reference tables a matter's new keys come after all
 * its old ones, as those of a later day do; other keys end with it.
 */
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
    /** Of Guangdong's form: a task's code, then eight digits of the date and four of the project, then the service. */
    private static final int TASK_CODE_LENGTH = 31;

    private static final int PROJECT_NUMBER_LENGTH = TASK_CODE_LENGTH + 12;
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

    /** The key with the mark. */
    String keyWith(String mark) {
        int at = markAt();
        return serviceEventId.substring(0, at) + mark + serviceEventId.substring(at);
    }

    private int markAt() {
        boolean hasDate = serviceEventId.indexOf('-') == PROJECT_NUMBER_LENGTH;
        return hasDate ? TASK_CODE_LENGTH : serviceEventId.length();
    }

    boolean startsWithKey() {
        byte[] start = (BEFORE_KEY + serviceEventId + '"').getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(start, 0, start.length, line, 0, Math.min(start.length, line.length));
    }

    int lengthWith(byte[] mark) {
        return line.length + mark.length;
    }

    /** Writes the line with the mark in its key; returns the position after it. */
    int write(byte[] mark, byte[] to, int at) {
        int before = BEFORE_KEY.length() + markAt();
        System.arraycopy(line, 0, to, at, before);
        System.arraycopy(mark, 0, to, at + before, mark.length);
        System.arraycopy(line, before, to, at + before + mark.length, line.length - before);
        return at + line.length + mark.length;
    }
}
