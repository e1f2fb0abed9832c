package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.yiping.Api;
import io.yiping.Sample;
import io.yiping.Watch;
import io.yiping.faults.Waits;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What uploads are told when the service is about to stop. An instance of its own: it does not take uploads any more. */
@QuarkusTest
@TestProfile(StopTest.OfItsOwn.class)
class StopTest {

    /** Differs from the others, so that nobody else meets the instance that stops. */
    public static final class OfItsOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yiping.upload.patience", "29s");
        }
    }

    @TestHTTPResource("/")
    URI base;

    @Inject
    Event<ShutdownDelayInitiatedEvent> stop;

    @Test
    void uploadsAreToldWhereToGoOn_andWatchersGo() throws Exception {
        Api api = new Api(base);
        Watch watch = Watch.open(base, "");
        watch.next();
        try (RawUpload upload = new RawUpload(base, "")) {
            upload.send(Sample.rating().json() + "\n" + Sample.rating().json() + "\n");
            assertTrue(upload.readLine().startsWith("{\"committedThrough\":2,"));
            stop.fire(new ShutdownDelayInitiatedEvent());
            List<JsonNode> rest = StreamTest.parsed(upload.readAll());
            assertEquals("/problems/not-ready", rest.get(0).at("/problem/type").asText());
            assertEquals("2 = 2 + 0 + 0 + 0 + 0, replaced 0", StreamTest.summary(rest));
        }
        Waits.until("the stream ends", Duration.ofSeconds(5), watch::hasEnded);
        Api.Reply notWatching = api.get("/v1/stats/live");
        assertEquals(503, notWatching.status());
        assertEquals("/problems/not-ready", notWatching.json().get("type").asText());
        byte[] line = Sample.rating().json().getBytes(StandardCharsets.UTF_8);
        Api.Reply refused = api.post("/v1/ratings/stream", line, "application/x-ndjson");
        assertEquals(503, refused.status());
        assertEquals("/problems/not-ready", refused.json().get("type").asText());
    }
}
