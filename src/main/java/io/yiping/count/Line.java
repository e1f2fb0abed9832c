package io.yiping.count;

import io.yiping.rating.Depth;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The lines of the contract: which dimensions are counted together, how deep regions go there, and by which time. All
 * dimensions crossed would be the ratings again; level and origin are in every line. Ordered: the first that serves a
 * selection is the smallest.
 */
public enum Line {
    /** 区划 and 渠道, by day and month. */
    REGION(Set.of(By.REGION, By.CHANNEL), Depth.VILLAGE, Period.Step.DAY, List.of(By.MONTH, By.DAY), 0),
    /** 区划, 机构 and 渠道, by day and month. */
    AGENCY(Set.of(By.REGION, By.AGENCY, By.CHANNEL), Depth.COUNTY, Period.Step.DAY, List.of(By.MONTH, By.DAY), 0),
    /** 区划, 机构 and 事项, by day and month. */
    MATTER(Set.of(By.REGION, By.AGENCY, By.MATTER), Depth.COUNTY, Period.Step.DAY, List.of(By.MONTH, By.DAY), 0),
    /** 区划, 机构 and the options (评价详情) of bad ratings, by day: a rating counts once for each that it names. */
    OPTION(Set.of(By.REGION, By.AGENCY, By.OPTION), Depth.COUNTY, Period.Step.DAY, List.of(), 0),
    /** 区划 and 渠道, by hour. */
    HOUR(Set.of(By.REGION, By.CHANNEL), Depth.COUNTY, Period.Step.HOUR, List.of(By.HOUR), 62),
    /** 区划, by minute. */
    MINUTE(Set.of(By.REGION), Depth.CITY, Period.Step.MINUTE, List.of(By.MINUTE), 2);

    private final Set<By> dimensions;
    private final Depth regionTo;
    private final Period.Step step;
    private final List<By> time;
    private final int maxDays;

    Line(Set<By> dimensions, Depth regionTo, Period.Step step, List<By> time, int maxDays) {
        this.dimensions = Collections.unmodifiableSet(EnumSet.copyOf(dimensions));
        this.regionTo = regionTo;
        this.step = step;
        this.time = time;
        this.maxDays = maxDays;
    }

    /** What can be selected and asked by, but for time, level and origin. */
    public Set<By> dimensions() {
        return dimensions;
    }

    /** The deepest regions that the line tells apart. */
    public Depth regionTo() {
        return regionTo;
    }

    /** What it can be asked by in time, coarsest first. */
    public List<By> time() {
        return time;
    }

    /** What its periods are whole ones of. */
    public Period.Step step() {
        return step;
    }

    /** What is asked by in time may need finer counts than its period; everything else is read as coarse as it can be. */
    public boolean servesTime(By by, Period.Step needed) {
        return by != null && by.isTime() ? time.contains(by) && step.compareTo(needed) <= 0 : step == needed;
    }

    /** The longest period of one answer; 0: any. */
    public int maxDays() {
        return maxDays;
    }
}
