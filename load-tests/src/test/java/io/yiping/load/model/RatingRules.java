package io.yiping.load.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The rules of a rating, written a second time and as plainly as possible: what breaks one is rejected. */
final class RatingRules {
    private static final Set<String> FIELDS = Set.of(
            "serviceEventId",
            "level",
            "channel",
            "regionCode",
            "agencyCode",
            "matterCode",
            "windowCode",
            "staffCode",
            "ratedAt",
            "servedAt",
            "origin",
            "options",
            "comment",
            "proxy",
            "rater");
    private static final Set<String> CHANNELS =
            Set.of("PC", "MOBILE", "QR", "WINDOW_DEVICE", "TERMINAL", "PHONE", "SMS", "SUPERVISION_POST", "PAPER");
    private static final int[] FIRST_OPTION = {108, 207, 307, 406, 510};
    private static final Instant EARLIEST =
            OffsetDateTime.parse("2019-01-01T00:00:00+08:00").toInstant();

    private final Instant now;

    RatingRules(Instant now) {
        this.now = now;
    }

    boolean keptBy(JsonNode rating) {
        return rating.isObject()
                && knownFields(rating)
                && text(rating, "serviceEventId", "[A-Za-z0-9][A-Za-z0-9._:#-]{0,63}", true)
                && text(rating, "regionCode", "[0-9]{6}([0-9]{6})?", true)
                && text(rating, "agencyCode", "[0-9A-HJ-NPQRTUWXY]{18}", true)
                && text(rating, "matterCode", "[0-9A-Z]{31}([0-9A-Z]{2})?", false)
                && text(rating, "windowCode", ".{1,32}", false)
                && text(rating, "staffCode", ".{1,32}", false)
                && text(rating, "origin", "ACTIVE|DEFAULT", false)
                && absent(rating, "rater")
                && (absent(rating, "proxy") || rating.get("proxy").isBoolean())
                && !absent(rating, "channel")
                && CHANNELS.contains(rating.get("channel").asText())
                && times(rating)
                && opinion(rating);
    }

    private static boolean knownFields(JsonNode rating) {
        for (Iterator<String> names = rating.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean absent(JsonNode rating, String field) {
        return !rating.hasNonNull(field);
    }

    private static boolean text(JsonNode rating, String field, String pattern, boolean required) {
        if (absent(rating, field)) {
            return !required;
        }
        return rating.get(field).isTextual() && rating.get(field).textValue().matches(pattern);
    }

    private boolean times(JsonNode rating) {
        try {
            Instant ratedAt =
                    OffsetDateTime.parse(rating.path("ratedAt").asText()).toInstant();
            boolean served = !absent(rating, "servedAt");
            Instant servedAt = served
                    ? OffsetDateTime.parse(rating.get("servedAt").textValue()).toInstant()
                    : ratedAt;
            return !ratedAt.isBefore(EARLIEST) && !ratedAt.isAfter(now.plusSeconds(600)) && !servedAt.isAfter(ratedAt);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean opinion(JsonNode rating) {
        JsonNode level = rating.path("level");
        if (!level.isInt() || level.intValue() < 1 || level.intValue() > 5) {
            return false;
        }
        boolean spoken = !absent(rating, "comment");
        boolean chosen = rating.hasNonNull("options") && !rating.get("options").isEmpty();
        return options(rating.path("options"), level.intValue())
                && (!spoken || comment(rating.get("comment").textValue()))
                && (level.intValue() > 2 || spoken || chosen);
    }

    private static boolean options(JsonNode options, int level) {
        Set<String> inForce = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            inForce.add(String.valueOf(FIRST_OPTION[level - 1] + i));
        }
        for (JsonNode option : options) {
            if (!option.isTextual() || !inForce.contains(option.textValue())) {
                return false;
            }
        }
        return options.size() <= 8;
    }

    private static boolean comment(String comment) {
        List<Integer> codePoints = comment.codePoints().boxed().toList();
        return codePoints.size() <= 500
                && codePoints.stream().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
