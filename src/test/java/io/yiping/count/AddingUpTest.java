package io.yiping.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.yiping.Api;
import io.yiping.Folding;
import io.yiping.Sample;
import io.yiping.faults.Waits;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that several steps of folding have added to are short again soon, and say the same. */
@QuarkusTest
@TestProfile(AddingUpTest.SmallSteps.class)
class AddingUpTest {

    private static final int STEP = 300;
    private static final int STEPS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A matter and a month that only this test has; of its earlier runs, too. */
    private static final String FIGURES =
            "/v1/stats?matter=11411302MB0F12345X3000123001007&from=2025-02-01&to=2025-03-01&by=day&minVersion=";

    private static final String LONG_ROWS = """
            SELECT count(*) FROM (
                SELECT month, cells FROM count_region UNION ALL SELECT month, cells FROM count_agency
                UNION ALL SELECT month, cells FROM count_matter UNION ALL SELECT day, cells FROM count_hour
                UNION ALL SELECT DATE '1970-01-01' + hour / 24, cells FROM count_minute
            ) AS rows
            WHERE month BETWEEN '2025-02-01' AND '2025-02-28'
              AND (SELECT count(DISTINCT c & 1023) FROM unnest(cells) AS c) * 4 <= cardinality(cells) * 3
            """;

    private static final String ROWS = "SELECT count(*) FROM count_matter WHERE month = '2025-02-01'";

    /** A step and a pass after every batch of this test. */
    public static final class SmallSteps implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yiping.count.fold-at-changes", Integer.toString(STEP));
        }
    }

    @TestHTTPResource("/")
    URI base;

    @Inject
    Pool pool;

    @Test
    void rowsOfSeveralSteps_areShortAgain() throws Exception {
        Api api = new Api(base);
        long before = ratings(api, 0);
        long version = 0;
        for (int step = 0; step < STEPS; step++) {
            Sample[] batch = new Sample[STEP];
            for (int i = 0; i < STEP; i++) {
                batch[i] = Sample.rating()
                        .text("matterCode", "11411302MB0F12345X3000123001007")
                        .text("ratedAt", "2025-02-0" + (1 + i % 3) + "T09:30:00+08:00")
                        .level(3 + i % 2);
            }
            Api.Reply reply = api.post("/v1/ratings/batch", Sample.batch(batch));
            assertEquals(200, reply.status(), reply::toString);
            version = reply.json().at("/items/0/version").asLong();
            Folding.await(pool, version, PATIENCE);
        }
        assertTrue(Folding.number(pool, ROWS) > 0, "nothing was folded into the month");
        Waits.until("no long rows", PATIENCE, () -> Folding.number(pool, LONG_ROWS) == 0);
        assertEquals(before + STEP * STEPS, ratings(api, version));
        assertEquals(0, api.get("/v1/audit/counts").json().get("difference").asLong());
    }

    private static long ratings(Api api, long version) {
        return api.get(FIGURES + version).json().at("/total/ratings").asLong();
    }
}
