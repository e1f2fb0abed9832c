package io.yiping.stats;

import io.yiping.count.Line;
import io.yiping.count.Period;
import java.time.Instant;

/**
 * Sliding windows: as long as they say, in whole steps, of which the last is the running one. The longer, the coarser the
 * steps, so that each is read from few counts.
 */
enum Window {
    FIVE_MINUTES("5m", Period.Step.MINUTE, 5),
    HOUR("1h", Period.Step.MINUTE, 60),
    DAY("24h", Period.Step.HOUR, 24),
    THIRTY_DAYS("30d", Period.Step.DAY, 30);

    private final String text;
    private final Period.Step step;
    private final int steps;

    Window(String text, Period.Step step, int steps) {
        this.text = text;
        this.step = step;
        this.steps = steps;
    }

    /** As it is asked for. */
    String text() {
        return text;
    }

    Period.Step step() {
        return step;
    }

    /** What it is asked by in time may be finer than its steps. */
    boolean isServedBy(Line line) {
        boolean isFineEnough = line.step().compareTo(step) <= 0;
        return isFineEnough && (line.maxDays() == 0 || !at(Instant.EPOCH).isLongerThan(line.maxDays()));
    }

    Period at(Instant now) {
        return Period.endingAt(now, step, steps);
    }
}
