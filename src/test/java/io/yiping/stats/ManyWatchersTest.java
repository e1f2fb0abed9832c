package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.yiping.Api;
import io.yiping.Sample;
import io.yiping.Watch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More watch than may be told every 250 ms: all of them are told in turn, whatever they watch, and in the end everything. */
@QuarkusTest
@TestProfile(ManyWatchersTest.FewFrames.class)
class ManyWatchersTest {

    private static final int FRAMES_A_SECOND = 8;
    private static final int WATCHERS = 16;
    private static final Duration TIME = Duration.ofSeconds(5);

    @TestHTTPResource("/")
    URI base;

    /** Eight frames a second. */
    public static final class FewFrames implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yiping.stats.frames", Integer.toString(FRAMES_A_SECOND));
        }
    }

    @Test
    void allAreTold_inTurn() throws Exception {
        Api api = new Api(base);
        List<Watch> watches = new ArrayList<>();
        try {
            for (int i = 0; i < WATCHERS; i++) {
                watches.add(Watch.open(base, i % 4 == 0 ? "?by=channel" : ""));
            }
            watches.forEach(Watch::next);
            long began = System.nanoTime();
            long version = post(api, began);
            List<Integer> told = new ArrayList<>();
            for (Watch watch : watches) {
                told.add(eventsUntil(watch, version));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            int all = told.stream().mapToInt(Integer::intValue).sum();
            assertTrue(all <= FRAMES_A_SECOND * (seconds + 1), all + " frames in " + seconds + " s: " + told);
            assertTrue(told.stream().allMatch(events -> events >= 2), "nobody is forgotten: " + told);
        } finally {
            for (Watch watch : watches) {
                close(watch);
            }
        }
    }

    /** The version moves all the time. @return the last one */
    private static long post(Api api, long began) throws InterruptedException {
        long version = 0;
        while (System.nanoTime() - began < TIME.toNanos()) {
            version = api.post("/v1/ratings", Sample.rating().json())
                    .json()
                    .get("version")
                    .asLong();
            Thread.sleep(20);
        }
        return version;
    }

    private static int eventsUntil(Watch watch, long version) {
        int events = 1;
        while (watch.next().id() < version) {
            events++;
        }
        return events;
    }

    private static void close(Watch watch) {
        try {
            watch.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }
}
