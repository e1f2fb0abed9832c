package io.yiping.rating;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What a service event is known by in the database: 16 bytes in place of up to 64 characters, in the shape of a UUID because
 * PostgreSQL stores that in 16 bytes. The day that a key of Guangdong's form bears, in 16 bits, then 112 of the SHA-256 of the whole key; of a key
 * without a day 128 bits of its SHA-256. The day comes first so that the events of a day lie beside each other in the index, which
 * are those that are rated at about the same time.
 */
public final class EventKey {

    /** Guangdong's form ends with the day, a serial number and the number of the service: {@code 202611270001-1}. */
    private static final int SERIAL_DIGITS = 4;

    private static final int DAY_DIGITS = 6;
    private static final String CENTURY = "20";
    private static final int DAY_BITS = 16;
    private static final long NO_DAY = -1;

    private EventKey() {}

    public static UUID of(String serviceEventId) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(serviceEventId));
        long first = hash.getLong();
        long day = day(serviceEventId);
        boolean dated = day != NO_DAY;
        return new UUID(dated ? day << Long.SIZE - DAY_BITS | first >>> DAY_BITS : first, hash.getLong());
    }

    /** A number that grows with the day, every month counted as 31. It is for order alone: nothing behind the day is checked. */
    private static long day(String serviceEventId) {
        int end = serviceEventId.lastIndexOf('-') - SERIAL_DIGITS;
        int begin = end - DAY_DIGITS;
        if (begin < CENTURY.length() || !serviceEventId.startsWith(CENTURY, begin - CENTURY.length())) {
            return NO_DAY;
        }
        int year = Timestamps.digits(serviceEventId, begin, 2);
        int month = Timestamps.digits(serviceEventId, begin + 2, 2);
        int dayOfMonth = Timestamps.digits(serviceEventId, begin + 4, 2);
        boolean isDay = year >= 0 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31;
        return isDay ? (year * 12 + month - 1) * 31 + dayOfMonth - 1 : NO_DAY;
    }
}
