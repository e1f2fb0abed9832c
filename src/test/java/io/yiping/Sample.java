package io.yiping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A rating to send: good as it is made, then changed field by field. Values are JSON as written. */
public final class Sample {

    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
    private static final AtomicLong NEXT = new AtomicLong();

    private final Map<String, String> fields = new LinkedHashMap<>();

    private Sample() {}

    /** A new service event with a good rating of level 5. */
    public static Sample rating() {
        Sample sample = new Sample();
        sample.fields.put("serviceEventId", quoted(newEvent()));
        sample.fields.put("level", "5");
        sample.fields.put("channel", quoted("WINDOW_DEVICE"));
        sample.fields.put("regionCode", quoted("411302000000"));
        sample.fields.put("agencyCode", quoted("11411302MB0F12345X"));
        sample.fields.put("ratedAt", quoted("2026-03-02T09:30:00+08:00"));
        return sample;
    }

    public static String newEvent() {
        return RUN + "-" + NEXT.incrementAndGet();
    }

    /** @param json the value, or null to leave the field out */
    public Sample with(String field, String json) {
        Sample copy = new Sample();
        copy.fields.putAll(fields);
        if (json == null) {
            copy.fields.remove(field);
        } else {
            copy.fields.put(field, json);
        }
        return copy;
    }

    public Sample text(String field, String value) {
        return with(field, quoted(value));
    }

    public Sample level(int level) {
        return with("level", Integer.toString(level));
    }

    public String event() {
        String id = fields.get("serviceEventId");
        return id.substring(1, id.length() - 1);
    }

    public String json() {
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value));
        return json.append('}').toString();
    }

    public static String batch(Sample... items) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < items.length; i++) {
            json.append(i == 0 ? "" : ",").append(items[i].json());
        }
        return json.append(']').toString();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
