package io.yiping.load.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

    @Test
    void everyDayOf2019To2100_isWrittenAsTheCalendarSays() {
        OffsetDateTime time = OffsetDateTime.of(2019, 1, 1, 7, 59, 58, 0, ZoneOffset.ofHours(8));
        for (; time.getYear() < 2100; time = time.plusDays(1).plusSeconds(1)) {
            long millis = time.toInstant().toEpochMilli();
            assertEquals(time.format(SECONDS), Timestamps.text(millis, false));
            assertEquals(time.withOffsetSameInstant(ZoneOffset.UTC).format(SECONDS), Timestamps.text(millis, true));
        }
    }

    @Test
    void milliseconds_haveThreeDigits() {
        long millis = Instant.parse("2026-11-03T02:03:04.007Z").toEpochMilli();
        assertEquals("2026-11-03T10:03:04.007+08:00", Timestamps.text(millis, false));
        assertEquals("2026-11-03T02:03:04.007Z", Timestamps.text(millis, true));
    }
}
