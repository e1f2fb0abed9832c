package io.yiping.stats;

import io.yiping.count.By;
import io.yiping.count.Line;
import io.yiping.count.Query;
import java.util.EnumSet;
import java.util.Set;

/** Which line serves a selection: the first whose dimensions contain what is selected and asked by. */
final class LineChoice {

    private LineChoice() {}

    static Line of(Query query) throws Unanswerable {
        Set<By> dimensions = dimensions(query);
        for (Line line : Line.values()) {
            if (line.servesTime(query.by(), query.period().step())
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
