package io.yiping.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.yiping.ledger.Outcome;
import io.yiping.rating.Draft;
import io.yiping.rating.Verdict;
import io.yiping.rating.Violation;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * 回执: what the sender is told of one item. Members that do not apply are absent.
 *
 * @param serviceEventId null when it could not be read
 * @param receivedAt of the rating that stands (accepted, duplicate, conflict), else of this item
 * @param version 0 when there is none
 */
record Receipt(
        String serviceEventId,
        Verdict verdict,
        Instant receivedAt,
        long version,
        boolean replaced,
        List<String> differs,
        List<Violation> violations) {

    // In nearly every receipt, so they are encoded once.
    private static final SerializableString SERVICE_EVENT_ID = new SerializedString("serviceEventId");
    private static final SerializableString VERDICT = new SerializedString("verdict");
    private static final SerializableString RECEIVED_AT = new SerializedString("receivedAt");
    private static final SerializableString VERSION = new SerializedString("version");
    private static final Map<Verdict, SerializableString> WORDS = words();

    private static Map<Verdict, SerializableString> words() {
        Map<Verdict, SerializableString> words = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            words.put(verdict, new SerializedString(verdict.word()));
        }
        return words;
    }

    static Receipt rejected(Draft draft, Instant receivedAt) {
        return new Receipt(
                draft.serviceEventId(), Verdict.REJECTED, receivedAt, 0, false, List.of(), draft.violations());
    }

    static Receipt retry(String serviceEventId, Instant receivedAt) {
        return new Receipt(serviceEventId, Verdict.RETRY, receivedAt, 0, false, List.of(), List.of());
    }

    static Receipt settled(String serviceEventId, Outcome outcome, Instant receivedAt) {
        if (outcome.verdict() == Verdict.RETRY) {
            return retry(serviceEventId, receivedAt);
        }
        return new Receipt(
                serviceEventId,
                outcome.verdict(),
                outcome.receivedAt(),
                outcome.version(),
                outcome.replaced(),
                outcome.differs(),
                List.of());
    }

    /** Neither accepted nor duplicate: the sender has to look at it. */
    boolean isProblem() {
        return verdict != Verdict.ACCEPTED && verdict != Verdict.DUPLICATE;
    }

    void writeMembers(JsonGenerator json) throws IOException {
        writeMembers(json, new TimeText());
    }

    /** @param times shared by receipts that are written one after the other */
    void writeMembers(JsonGenerator json, TimeText times) throws IOException {
        if (serviceEventId != null) {
            json.writeFieldName(SERVICE_EVENT_ID);
            json.writeString(serviceEventId);
        }
        json.writeFieldName(VERDICT);
        json.writeString(WORDS.get(verdict));
        json.writeFieldName(RECEIVED_AT);
        times.write(json, receivedAt);
        if (version > 0) {
            json.writeFieldName(VERSION);
            json.writeNumber(version);
        }
        if (replaced) {
            json.writeStringField("replaced", "DEFAULT");
        }
        if (!differs.isEmpty()) {
            json.writeArrayFieldStart("differs");
            for (String field : differs) {
                json.writeString(field);
            }
            json.writeEndArray();
        }
        if (!violations.isEmpty()) {
            writeViolations(json);
        }
    }

    private void writeViolations(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("violations");
        for (Violation violation : violations) {
            json.writeStartObject();
            json.writeStringField("pointer", violation.pointer());
            json.writeStringField("code", violation.code().code());
            json.writeStringField("message", violation.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
