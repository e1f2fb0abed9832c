package io.yiping.stats;

import io.yiping.count.By;
import io.yiping.count.Line;
import io.yiping.count.Period;
import io.yiping.count.Query;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which line serves a selection: the first whose dimensions contain what is selected and asked by. */
final class LineChoice {

    private LineChoice() {}

    static Line of(Query query) throws Unanswerable {
        for (Line line : Line.values()) {
            if (serves(line, query, query.period().step())) {
                checkLength(line, query);
                return line;
            }
        }
        throw Unanswerable.unsupported(
                "No line has all of what is selected and asked by; lines says what is served." + otherwise(query));
    }

    /** What stands in the way may be the window alone. */
    private static String otherwise(Query query) {
        List<String> windows = new ArrayList<>();
        for (Window window : Window.values()) {
            for (Line line : Line.values()) {
                if (!windows.contains(window.text()) && serves(line, query, window.step())) {
                    windows.add(window.text());
                }
            }
        }
        boolean isOfWindow = query.period().step() != Period.Step.DAY;
        return isOfWindow && !windows.isEmpty()
                ? " With window=" + String.join(" or ", windows) + " it is served."
                : "";
    }

    private static boolean serves(Line line, Query query, Period.Step step) {
        return line.servesTime(query.by(), step)
                && line.dimensions().containsAll(dimensions(query))
                && query.countedDepth().compareTo(line.regionTo()) <= 0;
    }

    /** Level and origin are in every line, time has a rule of its own. */
    private static Set<By> dimensions(Query query) {
        Set<By> dimensions = EnumSet.noneOf(By.class);
        if (query.region() != null || query.by() == By.REGION) {
            dimensions.add(By.REGION);
        }
        if (query.agency() != null || query.by() == By.AGENCY) {
            dimensions.add(By.AGENCY);
        }
        if (query.matter() != null || query.by() == By.MATTER) {
            dimensions.add(By.MATTER);
        }
        if (query.channel() != null || query.by() == By.CHANNEL) {
            dimensions.add(By.CHANNEL);
        }
        if (query.by() == By.OPTION) {
            dimensions.add(By.OPTION);
        }
        return dimensions;
    }

    private static void checkLength(Line line, Query query) throws Unanswerable {
        if (line.maxDays() > 0 && query.period().isLongerThan(line.maxDays())) {
            throw Unanswerable.tooLong(query.by(), line.maxDays());
        }
    }
}
