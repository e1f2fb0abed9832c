package io.yiping.stats;

import io.yiping.count.By;
import io.yiping.count.Line;
import io.yiping.count.Query;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/** Which line serves a selection: the first whose dimensions contain what is selected and asked by. */
final class LineChoice {

    private LineChoice() {}

    static Line of(Query query) throws Unanswerable {
        Set<By> dimensions = dimensions(query);
        for (Line line : Line.values()) {
            if (servesTime(line, query.by())
                    && line.dimensions().containsAll(dimensions)
                    && query.countedDepth().compareTo(line.regionTo()) <= 0) {
                checkLength(line, query);
                return line;
            }
        }
        throw Unanswerable.unsupported("No line has all of what is selected and asked by; lines says what is served.");
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
        return dimensions;
    }

    /** What is not asked by in time is served by the lines that any period can be asked of. */
    private static boolean servesTime(Line line, By by) {
        return by != null && by.isTime() ? line.time().contains(by) : line.maxDays() == 0;
    }

    private static void checkLength(Line line, Query query) throws Unanswerable {
        if (line.maxDays() == 0) {
            return;
        }
        boolean open = query.from() == null || query.to() == null;
        if (open || ChronoUnit.DAYS.between(query.from(), query.to()) > line.maxDays()) {
            throw Unanswerable.tooLong(query.by(), line.maxDays());
        }
    }
}
