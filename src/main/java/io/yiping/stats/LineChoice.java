package io.yiping.stats;

import io.yiping.count.By;
import io.yiping.count.Line;
import io.yiping.rating.Depth;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/** Which line serves a selection: the first whose dimensions contain what is selected and asked by. */
final class LineChoice {

    private LineChoice() {}

    static Line of(Selection selection) throws Unanswerable {
        Set<By> dimensions = dimensions(selection);
        Depth deepest = deepestRegion(selection);
        for (Line line : Line.values()) {
            if (servesTime(line, selection.by())
                    && line.dimensions().containsAll(dimensions)
                    && deepest.compareTo(line.regionTo()) <= 0) {
                checkLength(line, selection);
                return line;
            }
        }
        throw Unanswerable.unsupported("No line has all of what is selected and asked by; lines says what is served.");
    }

    /** Level and origin are in every line, time has a rule of its own. */
    private static Set<By> dimensions(Selection selection) {
        Set<By> dimensions = EnumSet.noneOf(By.class);
        if (selection.region() != null || selection.by() == By.REGION) {
            dimensions.add(By.REGION);
        }
        if (selection.agency() != null || selection.by() == By.AGENCY) {
            dimensions.add(By.AGENCY);
        }
        if (selection.matter() != null || selection.by() == By.MATTER) {
            dimensions.add(By.MATTER);
        }
        if (selection.channel() != null || selection.by() == By.CHANNEL) {
            dimensions.add(By.CHANNEL);
        }
        return dimensions;
    }

    private static Depth deepestRegion(Selection selection) {
        Depth depth = selection.region() == null ? Depth.ALL : Depth.of(selection.region());
        return selection.by() == By.REGION ? depth.below() : depth;
    }

    /** What is not asked by in time is served by the lines that any period can be asked of. */
    private static boolean servesTime(Line line, By by) {
        return by != null && by.isTime() ? line.time().contains(by) : line.maxDays() == 0;
    }

    private static void checkLength(Line line, Selection selection) throws Unanswerable {
        if (line.maxDays() == 0) {
            return;
        }
        boolean open = selection.from() == null || selection.to() == null;
        if (open || ChronoUnit.DAYS.between(selection.from(), selection.to()) > line.maxDays()) {
            throw Unanswerable.tooLong(selection.by(), line.maxDays());
        }
    }
}
