package io.yiping.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Sample;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/ratings?bad=true}: the newest first, page by page, nobody's number in it. */
@QuarkusTest
class BadRatingsTest {

    private static final String PATH = "/v1/ratings?bad=true";

    /** Nobody else's tests rate here. */
    private static final String REGION = "411381009000";

    @TestHTTPResource("/")
    URI base;

    /** A county of this test alone, as far as chance can help it: the database may have been used before. */
    private final String own = Integer.toString(new SplittableRandom().nextInt(70_001, 100_000) * 10 + 1);

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    private Sample bad(int level) {
        return Sample.rating().text("regionCode", REGION).level(level).text("comment", "慢");
    }

    private void post(Sample rating) {
        assertEquals(201, api.post("/v1/ratings", rating.json()).status());
    }

    @Test
    void badOnes_areListedNewestFirst() {
        Sample first = bad(2);
        Sample second = bad(1);
        post(first);
        post(Sample.rating().text("regionCode", REGION));
        post(second);
        JsonNode newest = api.get(PATH + "&limit=1").json();
        assertEquals(second.event(), newest.at("/ratings/0/serviceEventId").asText());
        assertEquals(1, newest.get("ratings").size());
        JsonNode next = api.get(
                        PATH + "&limit=1&cursor=" + newest.get("nextCursor").asText())
                .json();
        assertEquals(first.event(), next.at("/ratings/0/serviceEventId").asText());
    }

    @Test
    void pages_haveEachOnce() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Sample rating = bad(1).text("regionCode", own + "010000");
            post(rating);
            sent.add(0, rating.event());
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    api.get(PATH + "&region=" + own + "010000&limit=3" + cursor).json();
            page.get("ratings")
                    .forEach(rating -> listed.add(rating.get("serviceEventId").asText()));
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : "";
        } while (!cursor.isEmpty());
        assertEquals(sent, listed);
    }

    @Test
    void region_hasWhatIsBelowIt() {
        post(bad(1).text("regionCode", own + "100000"));
        assertEquals(1, api.get(PATH + "&region=" + own).json().get("ratings").size());
        assertEquals(
                0,
                api.get(PATH + "&region=" + own + "101000")
                        .json()
                        .get("ratings")
                        .size());
    }

    @Test
    void numbersOfPeople_areCovered() {
        post(bad(1).text("comment", "我叫张三,13812345678,410303 19900101 123X,0377-6312 3456,窗口12办了3次"));
        String comment =
                api.get(PATH + "&limit=1").json().at("/ratings/0/comment").asText();
        assertEquals("我叫张三,138****,410****,037****,窗口12办了3次", comment);
    }

    @Test
    void activeRatingThatTookTheDefaultsPlace_isListedWhenItIsBad() {
        Sample byRule = Sample.rating().text("regionCode", REGION).text("origin", "DEFAULT");
        post(byRule);
        post(byRule.text("origin", "ACTIVE").level(1).text("comment", "慢"));
        JsonNode newest = api.get(PATH + "&limit=1").json();
        assertEquals(byRule.event(), newest.at("/ratings/0/serviceEventId").asText());
    }

    @Test
    void whatCannotBeUnderstood_isRefused() {
        for (String query :
                List.of("", "?bad=false", "?bad=true&limit=0", "?bad=true&limit=101", "?bad=true&limit=x")) {
            assertEquals(400, api.get("/v1/ratings" + query).status(), query);
        }
        for (String query :
                List.of("&region=4113", "&cursor=x", "&cursor=%00", "&cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTpj")) {
            assertEquals(400, api.get(PATH + query).status(), query);
        }
        assertTrue(api.get(PATH).json().has("ratings"));
        assertFalse(api.get(PATH).response().body().contains("staffCode\":null"));
    }
}
