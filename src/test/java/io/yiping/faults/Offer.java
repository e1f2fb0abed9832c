package io.yiping.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A rating as a client sends it.
 *
 * @param channel 1 to 4
 * @param level 1 to 5; anything else is to be rejected
 */
record Offer(String event, boolean active, int level, int channel, long region, String comment, Instant ratedAt) {

    /** Agency and matter follow from the event: it has them in every rating. A third of the events has no matter. */
    private static final List<String> AGENCIES = List.of("11411300005999000X", "11411302MB0F12345X");

    private static final List<String> CHANNELS = List.of("PC", "MOBILE", "QR", "WINDOW_DEVICE");

    boolean isValid() {
        return level >= 1 && level <= 5;
    }

    /** The same event in other words. */
    Offer withLevel(int other) {
        return new Offer(event, active, other, channel, region, reason(other), ratedAt);
    }

    /** The same event, rated by a person instead of a rule, or the reverse. */
    Offer withOtherOrigin(int otherLevel) {
        return new Offer(event, !active, otherLevel, channel, region, reason(otherLevel), ratedAt);
    }

    /** A bad rating needs one. */
    static String reason(int level) {
        return level <= 2 ? "等了两个小时 (" + level + ")" : "";
    }

    boolean means(Offer other) {
        return differs(other).isEmpty();
    }

    /** The fields in which the meanings differ, as a conflict names them. */
    List<String> differs(Offer other) {
        List<String> names = new ArrayList<>(2);
        if (level != other.level) {
            names.add("level");
        }
        if (!comment.equals(other.comment)) {
            names.add("comment");
        }
        if (channel != other.channel) {
            names.add("channel");
        }
        if (region != other.region) {
            names.add("regionCode");
        }
        return names;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("serviceEventId", event);
        json.put("level", level);
        json.put("channel", CHANNELS.get(channel - 1));
        json.put("regionCode", Long.toString(region));
        int place = Math.floorMod(event.hashCode(), 6);
        json.put("agencyCode", AGENCIES.get(place % 2));
        if (place < 4) {
            json.put("matterCode", AGENCIES.get(place % 2) + "441130000000" + place);
        }
        json.put("ratedAt", ratedAt.toString());
        if (!comment.isEmpty()) {
            json.put("comment", comment);
        }
        if (!active) {
            json.put("origin", "DEFAULT");
        }
        return json;
    }
}
