package io.yiping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.faults.Waits;
import io.yiping.platform.Meters;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meters add up to what the answers said. */
@QuarkusTest
class MetersTest {

    private static final List<String> TAGS = List.of(Meters.WAY, Meters.VERDICT, Meters.REASON, Meters.LINE);

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void everyWay_isAccountedByVerdict() {
        Map<String, Double> before = meters();
        Sample first = Sample.rating();
        Sample byRule = Sample.rating().text("origin", "DEFAULT");
        String active = byRule.text("origin", "ACTIVE").level(3).json();
        assertEquals(201, api.post("/v1/ratings", first.json()).status());
        assertEquals(200, api.post("/v1/ratings", first.json()).status());
        assertEquals(422, api.post("/v1/ratings", first.level(6).json()).status());
        String batch = "[" + String.join(",", first.json(), first.level(4).json(), byRule.json()) + "]";
        assertEquals(207, api.post("/v1/ratings/batch", batch).status());
        byte[] lines = (active + "\n" + active + "\n\nno JSON\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                200,
                api.post("/v1/ratings/stream", lines, "application/x-ndjson").status());
        Map<String, Double> moved = moved(before, meters());
        moved.keySet().removeIf(name -> !name.startsWith("yiping_ratings"));
        assertEquals(
                Map.of(
                        "yiping_ratings_total{verdict=\"accepted\",way=\"single\"}", 1.0,
                        "yiping_ratings_total{verdict=\"duplicate\",way=\"single\"}", 1.0,
                        "yiping_ratings_total{verdict=\"rejected\",way=\"single\"}", 1.0,
                        "yiping_ratings_total{verdict=\"duplicate\",way=\"batch\"}", 1.0,
                        "yiping_ratings_total{verdict=\"conflict\",way=\"batch\"}", 1.0,
                        "yiping_ratings_total{verdict=\"accepted\",way=\"batch\"}", 1.0,
                        "yiping_ratings_total{verdict=\"accepted\",way=\"stream\"}", 1.0,
                        "yiping_ratings_total{verdict=\"duplicate\",way=\"stream\"}", 1.0,
                        "yiping_ratings_total{verdict=\"rejected\",way=\"stream\"}", 1.0,
                        "yiping_ratings_replaced_total{way=\"stream\"}", 1.0),
                moved);
    }

    /** What was at the ledger when the client went away is committed: it is counted though nobody is told. */
    @Test
    void uploadThatIsCut_isCountedAsFarAsItIsCommitted() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            lines.append(Sample.rating().json()).append('\n');
        }
        long stored = stored();
        Map<String, Double> before = meters();
        try (Socket cut = new Socket(base.getHost(), base.getPort())) {
            cut.setSoLinger(true, 0);
            String head = "POST /v1/ratings/stream HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-ndjson\r\n"
                    + "Content-Length: 100000000\r\n\r\n";
            cut.getOutputStream().write((head + lines).getBytes(StandardCharsets.UTF_8));
        }
        String accepted = "yiping_ratings_total{verdict=\"accepted\",way=\"stream\"}";
        Waits.until("what came before the cut is stored", Duration.ofSeconds(20), () -> stored() > stored);
        long settled = stored();
        for (long later = -1; later != settled; settled = stored()) {
            later = settled;
            Thread.sleep(1_000);
        }
        assertEquals(settled - stored, moved(before, meters()).get(accepted), "accepted lines");
    }

    private long stored() {
        return api.total(0).at("/total/ratings").asLong();
    }

    @Test
    void ledger_countsItsTransactions() {
        Map<String, Double> before = meters();
        assertEquals(
                200,
                api.post("/v1/ratings/batch", Sample.batch(Sample.rating(), Sample.rating()))
                        .status());
        Map<String, Double> moved = moved(before, meters());
        assertEquals(1.0, moved.get("yiping_ledger_flush_size_count"), moved::toString);
        assertEquals(2.0, moved.get("yiping_ledger_flush_size_sum"), moved::toString);
        assertEquals(1.0, moved.get("yiping_ledger_wait_seconds_count"), moved::toString);
    }

    @Test
    void everyName_isThere() throws IllegalAccessException {
        String metrics = api.get("/q/metrics").response().body();
        for (Field field : Meters.class.getFields()) {
            String name = Modifier.isStatic(field.getModifiers()) ? (String) field.get(null) : "";
            if (!TAGS.contains(name)) {
                assertTrue(metrics.contains("\n" + name.replace('.', '_')), name);
            }
        }
    }

    @Test
    void everyMeter_saysWhatItIs() {
        String metrics = api.get("/q/metrics").response().body();
        int said = 0;
        for (String line : metrics.split("\n")) {
            if (line.startsWith("# HELP yiping_")) {
                assertTrue(line.matches("# HELP \\S+ \\S.*"), line);
                said++;
            }
        }
        assertTrue(said >= Meters.class.getFields().length - TAGS.size(), "meters: " + said);
    }

    @Test
    void grafanaBoard_asksForWhatIsThere() throws IOException {
        String metrics = api.get("/q/metrics").response().body();
        String board = Files.readString(Path.of("k8s", "grafana", "yiping.json"));
        Matcher asked = Pattern.compile("yiping_[a-z_]+").matcher(board);
        int names = 0;
        while (asked.find()) {
            assertTrue(metrics.matches("(?s).*\n" + asked.group() + "[{ ].*"), asked.group());
            names++;
        }
        assertTrue(names >= Meters.class.getFields().length - TAGS.size(), "every meter stands on the board: " + names);
    }

    private Map<String, Double> meters() {
        Map<String, Double> meters = new TreeMap<>();
        for (String line : api.get("/q/metrics").response().body().split("\n")) {
            if (line.startsWith("yiping_")) {
                int value = line.lastIndexOf(' ');
                meters.put(line.substring(0, value), Double.parseDouble(line.substring(value + 1)));
            }
        }
        return meters;
    }

    private static Map<String, Double> moved(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> moved = new TreeMap<>();
        after.forEach((name, value) -> {
            double by = value - before.getOrDefault(name, 0.0);
            if (by != 0) {
                moved.put(name, by);
            }
        });
        return moved;
    }
}
