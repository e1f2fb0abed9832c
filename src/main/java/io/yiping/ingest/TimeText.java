package io.yiping.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.time.Instant;

/**
 * Times as text, for receipts one after the other: what came together was received together, so most have the time of the one before. Its
 * bytes are kept from the second on; one alone has no use for them.
 */
final class TimeText {

    private Instant last;
    private SerializableString kept;

    void write(JsonGenerator json, Instant time) throws IOException {
        if (!time.equals(last)) {
            last = time;
            kept = null;
            json.writeString(time.toString());
            return;
        }
        if (kept == null) {
            kept = new SerializedString(time.toString());
        }
        json.writeString(kept);
    }
}
