package io.yiping.rating;

import java.util.HashMap;
import java.util.Map;

/** The fields of a rating on the wire: the name and the JSON type of each. */
public enum Field {
    SERVICE_EVENT_ID("serviceEventId", Type.TEXT),
    LEVEL("level", Type.INTEGER),
    CHANNEL("channel", Type.TEXT),
    REGION_CODE("regionCode", Type.TEXT),
    AGENCY_CODE("agencyCode", Type.TEXT),
    MATTER_CODE("matterCode", Type.TEXT),
    WINDOW_CODE("windowCode", Type.TEXT),
    STAFF_CODE("staffCode", Type.TEXT),
    RATED_AT("ratedAt", Type.TEXT),
    SERVED_AT("servedAt", Type.TEXT),
    ORIGIN("origin", Type.TEXT),
    OPTIONS("options", Type.TEXTS),
    COMMENT("comment", Type.TEXT),
    PROXY("proxy", Type.BOOLEAN),
    RATER("rater", Type.REFUSED);

    /** What JSON a field takes. */
    public enum Type {
        TEXT("a string"),
        INTEGER("an integer"),
        BOOLEAN("true or false"),
        TEXTS("an array of strings"),
        REFUSED("absent");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (Field field : values()) {
            BY_NAME.put(field.jsonName, field);
        }
    }

    private final String jsonName;
    private final Type type;
    private final String pointer;

    Field(String jsonName, Type type) {
        this.jsonName = jsonName;
        this.type = type;
        this.pointer = "/" + jsonName;
    }

    /** @return the field with this JSON name, or null */
    public static Field named(String jsonName) {
        return BY_NAME.get(jsonName);
    }

    public String jsonName() {
        return jsonName;
    }

    public Type type() {
        return type;
    }

    /** RFC 6901, from the rating. */
    public String pointer() {
        return pointer;
    }

    int bit() {
        return 1 << ordinal();
    }
}
