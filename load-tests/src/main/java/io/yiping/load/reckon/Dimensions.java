package io.yiping.load.reckon;

import io.yiping.load.console.Arguments;
import io.yiping.load.console.UsageException;
import java.util.List;

/** The option {@code --dimensions}: which of the manifest's dimensions are compared. */
public final class Dimensions {
    static final List<String> ALL = List.of("level", "origin", "channel", "region", "agency", "matter", "day", "hour");

    private Dimensions() {}

    public static List<String> parse(Arguments arguments) {
        String text = arguments.text("dimensions", String.join(",", ALL));
        List<String> dimensions = List.of(text.split(","));
        if (!ALL.containsAll(dimensions)) {
            throw new UsageException("--dimensions must be some of " + String.join(",", ALL) + ", not " + text);
        }
        return dimensions;
    }
}
