package io.yiping.rating;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All that tells a repeat from a conflict. Times, source and rater are not part of it; origin has a rule of its own.
 *
 * @param level never null
 * @param options codes of that level, sorted, without repeats, joined by commas; null when there are none
 * @param comment in Unicode normal form C; null when absent or empty
 * @param channel never null
 * @param region 12 digits
 * @param agency 18 characters
 * @param matter 31 or 33 characters, or null
 * @param window at most 32 characters, or null
 * @param staff at most 32 characters, or null
 * @param proxy given through a helper (帮办代办)
 */
public record Meaning(
        Level level,
        String options,
        String comment,
        Channel channel,
        long region,
        String agency,
        String matter,
        String window,
        String staff,
        boolean proxy) {

    /** The JSON names of the fields in which the other meaning differs, in the order of this record. */
    public List<String> differs(Meaning other) {
        List<String> names = new ArrayList<>();
        note(names, "level", level, other.level);
        note(names, "options", options, other.options);
        note(names, "comment", comment, other.comment);
        note(names, "channel", channel, other.channel);
        note(names, "regionCode", region, other.region);
        note(names, "agencyCode", agency, other.agency);
        note(names, "matterCode", matter, other.matter);
        note(names, "windowCode", window, other.window);
        note(names, "staffCode", staff, other.staff);
        note(names, "proxy", proxy, other.proxy);
        return names;
    }

    private static void note(List<String> names, String name, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            names.add(name);
        }
    }
}
