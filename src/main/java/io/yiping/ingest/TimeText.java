package io.yiping.ingest;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.time.Instant;

/** Times as text, for receipts one after the other: what came together was received together, so most have the time of the one before. */
final class TimeText {

    private Instant last;
    private SerializableString text;

    SerializableString of(Instant time) {
        if (!time.equals(last)) {
            last = time;
            text = new SerializedString(time.toString());
        }
        return text;
    }
}
