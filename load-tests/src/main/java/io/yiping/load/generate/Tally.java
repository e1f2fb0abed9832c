package io.yiping.load.generate;

import io.yiping.load.manifest.Blocks;
import io.yiping.load.manifest.Counts;
import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.Verdicts;

/** Adds up what must become of the lines: verdicts, blocks, and the counts of the ratings that stand at the end. */
final class Tally {
    private final City city;
    private final WorkingTimes times;
    private final long[] outcomes = new long[Outcome.values().length];
    private final int[] rejectedByBlock;
    private final int[] conflictByBlock;
    private final CountTable total = new CountTable(1);
    private final CountTable level = new CountTable(5);
    private final CountTable origin = new CountTable(2);
    private final CountTable channel = new CountTable(Channel.values().length);
    private final CountTable day;
    private final CountTable hour;
    private final CountTable region;
    private final CountTable agency;
    private final CountTable matter;
    private long lines;

    Tally(int ratings, City city, WorkingTimes times) {
        this.city = city;
        this.times = times;
        int blocks = (ratings + Manifest.BLOCK_LINES - 1) / Manifest.BLOCK_LINES;
        rejectedByBlock = new int[blocks];
        conflictByBlock = new int[blocks];
        day = new CountTable(times.days());
        hour = new CountTable(times.days() * WorkingTimes.HOURS);
        region = new CountTable(city.regions().size());
        agency = new CountTable(city.agencies().size());
        matter = new CountTable(city.matters().size());
    }

    /** The next line is of this rating; for a rejected one, of the rating that was spoiled. */
    void add(Outcome outcome, Rating rating) {
        int block = (int) (lines++ / Manifest.BLOCK_LINES);
        outcomes[outcome.ordinal()]++;
        switch (outcome) {
            case STANDS, REPLACES -> count(rating);
            case CONFLICT -> conflictByBlock[block]++;
            case REJECTED -> rejectedByBlock[block]++;
            case OVERTAKEN, DUPLICATE -> {
                // no count and no block figure changes
            }
        }
    }

    private void count(Rating rating) {
        int rated = rating.level();
        ServiceEvent event = rating.event();
        int hourIndex = times.hourIndex(rating.ratedAt());
        total.add(0, rated);
        level.add(rated - 1, rated);
        origin.add(rating.byDefault() ? 1 : 0, rated);
        channel.add(rating.channel().ordinal(), rated);
        hour.add(hourIndex, rated);
        day.add(hourIndex / WorkingTimes.HOURS, rated);
        region.add(event.region().index(), rated);
        agency.add(event.matter().agency().index(), rated);
        if (event.matterStated()) {
            matter.add(event.matter().index(), rated);
        }
    }

    Manifest manifest(Recipe recipe, long bytes) {
        Verdicts verdicts = verdicts();
        return new Manifest(
                recipe.seed(),
                recipe.parameters(),
                lines,
                bytes,
                verdicts.standing(),
                verdicts,
                total.row(0),
                new Blocks(Manifest.BLOCK_LINES, rejectedByBlock, conflictByBlock),
                counts());
    }

    private Verdicts verdicts() {
        return new Verdicts(
                lines,
                of(Outcome.STANDS) + of(Outcome.OVERTAKEN) + of(Outcome.REPLACES),
                of(Outcome.DUPLICATE),
                of(Outcome.CONFLICT),
                of(Outcome.REJECTED),
                0,
                of(Outcome.REPLACES));
    }

    private long of(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    private Counts counts() {
        return new Counts(
                level.named(i -> String.valueOf(i + 1)),
                origin.named(i -> i == 0 ? "ACTIVE" : "DEFAULT"),
                channel.named(i -> Channel.values()[i].name()),
                day.named(i -> times.date(i).toString()),
                hour.named(this::hourName),
                region.named(i -> city.regions().get(i).code()),
                agency.named(i -> city.agencies().get(i).code()),
                matter.named(i -> city.matters().get(i).code()));
    }

    private String hourName(int index) {
        return "%sT%02d".formatted(times.date(index / WorkingTimes.HOURS), index % WorkingTimes.HOURS);
    }
}
