package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * 100,000 entries go into the registry of an empty database through one instance while ratings stream in: progress is told
 * while it runs, ratings go on, nothing of the list is seen before its version, and from its version on the other instance
 * says the names. An instance that is killed in the middle of a load leaves nothing of it.
 */
class RegistryIT {

    private static final Map<String, String> FOLD_SOON = Map.of("YIPING_COUNT_FOLD_AFTER", "1s");
    private static final int ENTRIES = 100_000;
    private static final String NDJSON = "application/x-ndjson";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void hundredThousandEntries_whileRatingsStreamIn() throws Exception {
        try (Cluster cluster = Cluster.start("registry", Places.PACKAGE, FOLD_SOON)) {
            loneListOnAnEmptyDatabase_isFolded(cluster);
            Trial trial = new Trial("registry", Seeds.first(), cluster.postgres(), cluster.instances());
            AtomicBoolean loaded = new AtomicBoolean();
            ExecutorService traffic = Executors.newSingleThreadExecutor();
            Future<Integer> rated = traffic.submit(() -> rateUntil(loaded, trial, cluster));
            JsonNode summary = load(cluster, "一");
            loaded.set(true);
            int acknowledged = rated.get();
            traffic.shutdown();
            System.out.println("registry: " + acknowledged + " ratings acknowledged meanwhile, " + summary);
            assertTrue(acknowledged > 0, "no rating was acknowledged during the load");
            assertEquals(ENTRIES, summary.get("added").asInt());
            Finding.requireNone("registry", trial.resendAndReconcile());
            named(cluster, summary.get("version").asLong());
            killed(cluster);
        }
    }

    /** The first thing that a new city does: no rating, no day is counted yet. */
    private static void loneListOnAnEmptyDatabase_isFolded(Cluster cluster) throws Exception {
        String entry = entry("11411302MB0F12345X", "数据局");
        HttpResponse<BufferedReader> answer = put(cluster.one(), "agencies", entry);
        JsonNode summary = last(answer).get("summary");
        long version = summary.get("version").asLong();
        Waits.until(
                "the empty entry is folded",
                Duration.ofSeconds(30),
                () -> StoredRating.number(cluster.postgres(), "SELECT version FROM count_fold") == version);
        long proved = get(cluster.other(), "/v1/audit/counts").get("difference").asLong();
        assertEquals(0, proved);
    }

    private static int rateUntil(AtomicBoolean loaded, Trial trial, Cluster cluster) {
        SplittableRandom random = new SplittableRandom(Seeds.first());
        int acknowledged = 0;
        while (!loaded.get()) {
            Offer offer = trial.offers().fresh(true, random);
            acknowledged += trial.client().postForReceipt(cluster.one(), offer) == null ? 0 : 1;
        }
        return acknowledged;
    }

    private static JsonNode load(Cluster cluster, String word) throws Exception {
        HttpResponse<BufferedReader> answer = put(cluster.one(), "matters", matters(word));
        assertEquals(200, answer.statusCode());
        List<String> stored = new ArrayList<>();
        for (String line = answer.body().readLine();
                line != null;
                line = answer.body().readLine()) {
            JsonNode told = JSON.readTree(line);
            if (told.has("stored") && stored.isEmpty()) {
                // It runs: nothing of it is in force, for nobody.
                for (ServiceProcess instance : cluster.instances()) {
                    assertEquals(
                            0,
                            get(instance, "/v1/registry/matters").get("entries").asInt());
                }
            }
            stored.addAll(told.has("stored") ? List.of(line) : List.of());
            if (told.has("summary")) {
                assertTrue(stored.size() > 3, () -> "progress was told: " + stored);
                return told.get("summary");
            }
        }
        throw new AssertionError("the answer ended without a summary, after " + stored);
    }

    /** The other instance, at the version that the first one was given. */
    private static void named(Cluster cluster, long version) throws Exception {
        String rating = "{\"serviceEventId\":\"R-1\",\"level\":5,\"channel\":\"PC\",\"regionCode\":\"411302\","
                + "\"agencyCode\":\"11411302MB0F12345X\",\"matterCode\":\"" + matter(77)
                + "\",\"ratedAt\":\"2026-03-02T09:30:00+08:00\"}";
        HttpRequest post = HttpRequest.newBuilder(cluster.one().uri("/v1/ratings"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(rating))
                .build();
        JsonNode receipt =
                JSON.readTree(HTTP.send(post, BodyHandlers.ofString()).body());
        long both = Math.max(version, receipt.get("version").asLong());
        JsonNode rows = get(cluster.other(), "/v1/stats?matter=" + matter(77) + "&by=matter&minVersion=" + both)
                .get("rows");
        assertEquals("事项一77", rows.at("/0/name").asText(), rows::toString);
        JsonNode renamed = last(put(cluster.other(), "agencies", entry("11411302MB0F12345X", "大数据局")))
                .get("summary");
        String path = "/v1/stats?by=agency&agency=11411302MB0F12345X&minVersion=" + renamed.get("version");
        for (ServiceProcess instance : cluster.instances()) {
            assertEquals("大数据局", get(instance, path).at("/rows/0/name").asText());
        }
        JsonNode coverage = get(cluster.other(), "/v1/coverage/matters?limit=1&minVersion=" + both);
        assertEquals(ENTRIES, coverage.get("registered").asInt());
        assertEquals(1, coverage.get("rated").asInt());
    }

    private static void killed(Cluster cluster) throws Exception {
        HttpResponse<BufferedReader> answer = put(cluster.one(), "matters", matters("二"));
        for (String line = answer.body().readLine();
                !line.contains("stored");
                line = answer.body().readLine()) {
            assertTrue(line.contains("read"), line);
        }
        cluster.one().kill();
        JsonNode page = get(cluster.other(), "/v1/registry/matters?limit=1");
        assertEquals("事项一0", page.at("/rows/0/name").asText());
        Waits.until("the dead instance's load is over", Duration.ofSeconds(20), () -> last(put(
                        cluster.other(), "matters", matters("三")))
                .has("summary"));
        cluster.one().restart();
        cluster.one().awaitReady();
        assertEquals(
                "事项三0",
                get(cluster.one(), "/v1/registry/matters?limit=1")
                        .at("/rows/0/name")
                        .asText());
    }

    private static String matters(String word) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < ENTRIES; i++) {
            list.append(entry(matter(i), "事项" + word + i));
        }
        return list.toString();
    }

    private static String matter(int i) {
        return "11411302MB0F12345X4%012d".formatted(i);
    }

    private static String entry(String code, String name) {
        return "{\"code\":\"%s\",\"name\":\"%s\"}\n".formatted(code, name);
    }

    private static HttpResponse<BufferedReader> put(ServiceProcess instance, String kind, String list)
            throws Exception {
        HttpRequest put = HttpRequest.newBuilder(instance.uri("/v1/registry/" + kind))
                .header("Content-Type", NDJSON)
                .header("Accept", NDJSON)
                .PUT(BodyPublishers.ofString(list))
                .build();
        return HTTP.send(
                put,
                answer -> HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofInputStream(),
                        body -> new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))));
    }

    private static JsonNode last(HttpResponse<BufferedReader> answer) throws Exception {
        String last = null;
        for (String line = answer.body().readLine();
                line != null;
                line = answer.body().readLine()) {
            last = line;
        }
        return JSON.readTree(last);
    }

    private static JsonNode get(ServiceProcess instance, String path) throws Exception {
        HttpRequest get = HttpRequest.newBuilder(instance.uri(path)).build();
        HttpResponse<String> answer = HTTP.send(get, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }
}
