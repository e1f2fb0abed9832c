package io.yiping.ingest;

import java.time.Instant;

/** Times as text, for receipts one after the other: what came together was received together, so most have the time of the one before. */
final class TimeText {

    private Instant last;
    private String text;

    String of(Instant time) {
        if (!time.equals(last)) {
            last = time;
            text = time.toString();
        }
        return text;
    }
}
