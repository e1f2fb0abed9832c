package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One answer of {@code GET /v1/stats}.
 *
 * @param path without minVersion
 * @param invoked events of which a rating had been sent when the answer was there
 */
record StatsReading(String instance, String path, long version, long ratings, String body, int invoked) {

    static StatsReading of(String instance, String path, byte[] body, int invoked) throws IOException {
        JsonNode json = Client.JSON.readTree(body);
        return new StatsReading(
                instance,
                path,
                json.path("version").asLong(-1),
                json.path("total").path("ratings").asLong(-1),
                new String(body, StandardCharsets.UTF_8),
                invoked);
    }
}
