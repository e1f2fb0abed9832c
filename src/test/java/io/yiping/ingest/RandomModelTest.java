package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random ratings of a few events, by both ways in, against a naive model: a HashMap. All verdicts, both origins, bad
 * items; in the end every rating and every count is compared. The seed is printed; {@code -Dyiping.seed} repeats one.
 */
@QuarkusTest
class RandomModelTest {

    private static final int ROUNDS = 400;
    private static final int EVENTS = 60;

    @TestHTTPResource("/")
    URI base;

    private record Standing(String origin, String meaning, String receivedAt, int level) {}

    private record Try(Sample sample, String event, String origin, String meaning, int level, boolean good) {}

    private final Map<String, Standing> model = new HashMap<>();
    private int ratings;

    @Test
    void randomRatings_agreeWithAHashMap() {
        long seed = Long.getLong("yiping.seed", System.nanoTime());
        System.out.println("RandomModelTest: -Dyiping.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Api api = new Api(base);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(Sample.newEvent());
        }
        long before = api.ratings();
        long version = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Try> tries = new ArrayList<>();
            int size = random.nextInt(4) == 0 ? 1 : random.nextInt(1, 40);
            for (int i = 0; i < size; i++) {
                tries.add(random(random, events));
            }
            version = Math.max(version, size == 1 ? single(api, tries.get(0), seed) : batch(api, tries, seed));
        }
        assertEquals(before + ratings, api.total(version).at("/total/ratings").asLong(), "seed " + seed);
        model.forEach((event, standing) -> {
            JsonNode stored = api.get("/v1/ratings/" + event).json();
            assertEquals(standing.origin(), stored.get("origin").asText());
            assertEquals(standing.level(), stored.get("level").asInt());
            assertEquals(standing.receivedAt(), stored.get("receivedAt").asText());
        });
        assertEquals(0, api.get("/v1/audit/counts").json().get("difference").asLong());
    }

    private static Try random(SplittableRandom random, List<String> events) {
        String event = events.get(random.nextInt(events.size()));
        String origin = random.nextInt(3) == 0 ? "DEFAULT" : "ACTIVE";
        int level = random.nextInt(3, 6);
        String window = random.nextInt(3) == 0 ? "W1" : null;
        Sample sample = Sample.rating()
                .text("serviceEventId", event)
                .text("origin", origin)
                .level(level);
        sample = window == null ? sample : sample.text("windowCode", window);
        boolean good = random.nextInt(12) > 0;
        return new Try(good ? sample : sample.level(9), event, origin, level + "/" + window, level, good);
    }

    private long single(Api api, Try one, long seed) {
        Reply reply = api.post("/v1/ratings", one.sample().json());
        String verdict = check(one, reply.json(), seed);
        int status =
                switch (verdict) {
                    case "accepted" -> 201;
                    case "duplicate" -> 200;
                    case "conflict" -> 409;
                    default -> 422;
                };
        assertEquals(status, reply.status(), "seed " + seed);
        return reply.json().path("version").asLong();
    }

    private long batch(Api api, List<Try> tries, long seed) {
        Sample[] samples = tries.stream().map(Try::sample).toArray(Sample[]::new);
        JsonNode result = api.post("/v1/ratings/batch", Sample.batch(samples)).json();
        Map<String, Integer> counts = new HashMap<>();
        long version = 0;
        for (int i = 0; i < tries.size(); i++) {
            JsonNode item = result.get("items").get(i);
            assertEquals(i, item.get("index").asInt());
            counts.merge(check(tries.get(i), item, seed), 1, Integer::sum);
            version = Math.max(version, item.path("version").asLong());
        }
        for (String verdict : new String[] {"accepted", "duplicate", "conflict", "rejected", "retry"}) {
            assertEquals(counts.getOrDefault(verdict, 0), result.get(verdict).asInt(), "seed " + seed);
        }
        return version;
    }

    /** What the naive model says of one item, compared with its receipt. */
    private String check(Try one, JsonNode receipt, long seed) {
        Standing standing = model.get(one.event());
        boolean replaces = standing != null
                && standing.origin().equals("DEFAULT")
                && one.origin().equals("ACTIVE");
        String expected;
        if (!one.good()) {
            expected = "rejected";
        } else if (standing == null || replaces) {
            expected = "accepted";
        } else if (standing.origin().equals("ACTIVE") && one.origin().equals("DEFAULT")) {
            expected = "duplicate";
        } else {
            expected = standing.meaning().equals(one.meaning()) ? "duplicate" : "conflict";
        }
        assertEquals(expected, receipt.get("verdict").asText(), () -> "seed " + seed + ": " + receipt);
        if (expected.equals("accepted")) {
            assertEquals(replaces, receipt.has("replaced"), "seed " + seed);
            String receivedAt = receipt.get("receivedAt").asText();
            model.put(one.event(), new Standing(one.origin(), one.meaning(), receivedAt, one.level()));
            ratings += replaces ? 0 : 1;
        } else if (!expected.equals("rejected")) {
            assertEquals(standing.receivedAt(), receipt.get("receivedAt").asText(), "seed " + seed);
        }
        return expected;
    }
}
