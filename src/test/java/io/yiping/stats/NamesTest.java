package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Folding;
import io.yiping.Sample;
import io.yiping.Watch;
import io.yiping.registry.Lists;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names in figures are those that the registry has at the version of the figures. */
@QuarkusTest
class NamesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String AGENCY = "11411302MB0F12345X";
    private static final String MATTER = AGENCY + "4000000000777";

    @TestHTTPResource("/")
    URI base;

    @Inject
    Pool pool;

    private Api api;
    private Lists lists;
    private String regions;
    private String channels;
    private long rated;

    @BeforeEach
    void connect() {
        api = new Api(base);
        lists = new Lists(api);
        regions = lists.get("regions", Lists.NDJSON).response().body();
        channels = lists.get("channels", Lists.NDJSON).response().body();
        rated = version(api.post(
                        "/v1/ratings",
                        Sample.rating().text("matterCode", MATTER).json())
                .json());
    }

    @AfterEach
    void putBack() {
        lists.load("regions", regions);
        lists.load("channels", channels);
        lists.load("agencies", "");
        lists.load("matters", "");
    }

    @Test
    void rows_haveTheNamesInForce() {
        lists.load("agencies", Lists.entry(AGENCY, "数据局, \\\"综合\\\""));
        lists.load("matters", Lists.entry(MATTER, "身份证换领"));
        lists.load("channels", channels.replace("窗口评价器", "窗口平板"));
        long version = version(lists.load("regions", regions.replace("宛城区", "宛城新区")));
        assertEquals("数据局, \"综合\"", name("by=agency", AGENCY, version));
        assertEquals("身份证换领", name("by=matter", MATTER, version));
        assertEquals("窗口平板", name("by=channel", "WINDOW_DEVICE", version));
        assertEquals("宛城新区", name("by=region&region=411300", "411302000000", version));
        assertEquals("非常满意", name("by=level", "5", version));
        Reply csv = api.send(api.request("/v1/stats?by=agency&limit=1000&minVersion=" + version)
                .header("Accept", "text/csv")
                .GET());
        assertTrue(csv.response().body().contains("," + AGENCY + ",\"数据局, \"\"综合\"\"\","), csv::toString);
        lists.load("channels", channels.replaceAll(".*WINDOW_DEVICE.*\n", ""));
        version = version(lists.load("agencies", ""));
        assertEquals(null, name("by=agency", AGENCY, version));
        assertEquals(null, name("by=channel", "WINDOW_DEVICE", version));
    }

    private String name(String by, String key, long version) {
        JsonNode rows = api.get("/v1/stats?limit=1000&" + by + "&minVersion=" + version)
                .json()
                .get("rows");
        for (JsonNode row : rows) {
            if (row.get("key").asText().equals(key)) {
                return row.has("name") ? row.get("name").asText() : null;
            }
        }
        throw new AssertionError("no row " + key + " in " + rows);
    }

    private static long version(JsonNode answer) {
        return answer.get("version").asLong();
    }

    /** A list that only renames draws a version: what is kept under the old tag stays what it was. */
    @Test
    void rename_movesVersionAndTag() {
        String path = "/v1/stats?by=region&region=411300&limit=1000";
        Reply before = api.get(path + "&minVersion=" + rated);
        JsonNode renamed = lists.load("regions", regions.replace("宛城区", "宛城" + System.nanoTime()));
        assertTrue(version(renamed) > version(before.json()), renamed::toString);
        Reply after = api.send(api.request(path + "&minVersion=" + version(renamed))
                .header("If-None-Match", before.header("ETag"))
                .GET());
        assertEquals(200, after.status());
        assertNotEquals(before.header("ETag"), after.header("ETag"));
        assertEquals(before.json().get("total"), after.json().get("total"));
        JsonNode same = lists.load(
                "regions", lists.get("regions", Lists.NDJSON).response().body());
        Reply known = api.send(
                api.request(path).header("If-None-Match", after.header("ETag")).GET());
        assertEquals(version(renamed), version(same));
        assertEquals(304, known.status());
    }

    @Test
    void rename_isSeenLive() throws Exception {
        try (Watch watch = Watch.open(base, "?by=region&region=411300&limit=1000")) {
            watch.next();
            String name = "宛城" + System.nanoTime();
            lists.load("regions", regions.replace("宛城区", name));
            for (int frame = 0; !watch.next().toString().contains(name); frame++) {
                assertTrue(frame < 20, "the new name is not told");
            }
        }
    }

    /** Entries of the journal without a change are folded too, when nothing else waits, and proved. */
    @Test
    void emptyEntry_isFolded() throws Exception {
        Folding.await(pool, rated, PATIENCE);
        long version = 0;
        for (int i = 0; i < 3; i++) {
            version = version(lists.load("windows", Lists.entry("A1", "第" + System.nanoTime())));
        }
        Folding.await(pool, version, PATIENCE);
        lists.load("windows", "");
        JsonNode proof = api.get("/v1/audit/counts").json();
        assertEquals(0, proof.get("difference").asLong(), proof::toString);
        assertFalse(proof.get("version").asLong() < version);
    }
}
