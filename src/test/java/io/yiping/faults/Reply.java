package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a client was told of one rating. */
sealed interface Reply {

    /** A verdict. It is kept to what it says. */
    record Receipt(String verdict, Instant receivedAt, long version, boolean replaced, List<String> differs)
            implements Reply {

        static Receipt of(JsonNode json) {
            List<String> differs = new ArrayList<>(0);
            json.path("differs").forEach(field -> differs.add(field.asText()));
            return new Receipt(
                    json.path("verdict").asText(),
                    Instant.parse(json.path("receivedAt").asText()),
                    json.path("version").asLong(),
                    json.has("replaced"),
                    differs);
        }

        boolean accepted() {
            return verdict.equals("accepted");
        }

        /** Accepted as the event's first rating. */
        boolean first() {
            return accepted() && !replaced;
        }

        boolean duplicate() {
            return verdict.equals("duplicate");
        }

        boolean conflict() {
            return verdict.equals("conflict");
        }

        boolean rejected() {
            return verdict.equals("rejected");
        }
    }

    /** Stored or not: time-out, reset, cut answer, 5xx, or the verdict retry. To be sent again. */
    record Unknown(String why) implements Reply {}
}
