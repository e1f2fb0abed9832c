package io.yiping.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventKeyTest {

    private static final String MATTER = "11411328YP0002082A2000001989851";

    private static UUID key(String end) {
        return EventKey.of(MATTER + end);
    }

    private static long day(UUID key) {
        return key.getMostSignificantBits() >>> 48;
    }

    @Test
    void withoutADay_isTheSha256() {
        assertEquals("50e721e4-9c01-3f00-c62c-f59f2163542a", EventKey.of("w").toString());
    }

    @Test
    void laterDay_comesLater() {
        String[] days = {"20251231", "20260101", "20260131", "20260201", "20261127", "20261128", "20991231"};
        for (int i = 1; i < days.length; i++) {
            assertTrue(day(key(days[i - 1] + "0001-1")) < day(key(days[i] + "0000-12")), days[i]);
        }
    }

    @Test
    void eventsOfADay_areBesideEachOther() {
        Set<UUID> keys = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            UUID key = key("20261127%04d-1".formatted(i));
            assertEquals(day(key("202611270000-1")), day(key));
            keys.add(key);
        }
        assertEquals(10_000, keys.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "a-1",
                "202611270000",
                "-1",
                "202613270000-1",
                "202611320000-1",
                "2026112x0000-1",
                "191611270000-1"
            })
    void withoutADay_allBitsAreOfTheHash(String end) {
        Set<Long> first = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            first.add(day(EventKey.of(i + MATTER + end)));
        }
        assertTrue(first.size() > 1, end);
    }
}
