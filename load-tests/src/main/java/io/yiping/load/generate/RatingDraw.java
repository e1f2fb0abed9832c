package io.yiping.load.generate;

import java.util.Locale;
import java.util.stream.IntStream;

/** Draws ratings that keep the rules, each of a service event of its own. */
final class RatingDraw {
    static final int DEFAULT_LEVEL = 5;

    /** Unrated services count as rated after a week. */
    static final long DEFAULT_AFTER_MILLIS = 7 * 86_400_000L;

    private static final double GOOD_WITH_OPTIONS = 0.35;
    private static final double GOOD_WITH_COMMENT = 0.08;
    private static final double BAD_WITH_OPTIONS = 0.85;
    private static final double BAD_WITH_COMMENT = 0.60;
    private static final double WITHOUT_MATTER = 0.02;
    private static final double WITH_STAFF = 0.7;
    private static final double BY_PROXY = 0.02;
    private static final double WITH_SERVED_AT = 0.7;
    private static final double SERVED_DAYS_AGO = 0.15;
    private static final double IN_UTC = 0.02;

    private static final String[] WINDOWS = numbered("A%02d", 60);
    private static final String[] STAFF = numbered("S%04d", 400);

    private final Dice dice;
    private final City city;
    private final WorkingTimes times;
    private final ServiceEventIds ids;
    private final Weighted levels;
    private final double defaultShare;
    private final double shortRegionShare;

    RatingDraw(Dice dice, City city, WorkingTimes times, ServiceEventIds ids, Recipe recipe, Shares shares) {
        this.dice = dice;
        this.city = city;
        this.times = times;
        this.ids = ids;
        this.levels = new Weighted(recipe.levels());
        this.defaultShare = recipe.defaultShare();
        this.shortRegionShare = shares.shortRegion();
    }

    Rating next() {
        return dice.chance(defaultShare) ? byDefault() : active();
    }

    Rating active() {
        Channel channel = Channel.draw(dice);
        long ratedAt = times.draw(channel, dice);
        long servedAt = dice.chance(WITH_SERVED_AT) ? servedBefore(ratedAt) : 0;
        Desk desk = channel.atWindow ? desk() : null;
        return new Rating(
                event(ratedAt),
                opinion(5 - levels.draw(dice)),
                false,
                channel,
                desk,
                dice.chance(BY_PROXY),
                ratedAt,
                servedAt,
                notation());
    }

    Rating byDefault() {
        Channel channel = Channel.draw(dice);
        long ratedAt = times.draw(channel, dice);
        long servedAt = ratedAt - DEFAULT_AFTER_MILLIS;
        Opinion silent = new Opinion(DEFAULT_LEVEL, 0, null);
        return new Rating(event(ratedAt), silent, true, channel, null, false, ratedAt, servedAt, notation());
    }

    /** An opinion of this level with the reasons that raters give. */
    Opinion opinion(int level) {
        boolean bad = level <= 2;
        int options = dice.chance(bad ? BAD_WITH_OPTIONS : GOOD_WITH_OPTIONS) ? OptionCodes.draw(dice) : 0;
        boolean speaks = bad && options == 0 || dice.chance(bad ? BAD_WITH_COMMENT : GOOD_WITH_COMMENT);
        return new Opinion(level, options, speaks ? Comments.draw(level, dice) : null);
    }

    Opinion opinionOtherThan(int level) {
        return opinion(1 + (level - 1 + dice.between(1, 4)) % 5);
    }

    /** From half a minute to three hours before, or up to eighteen days where the result came by post. */
    long servedBefore(long ratedAt) {
        int seconds = dice.chance(SERVED_DAYS_AGO) ? dice.between(86_400, 18 * 86_400) : dice.between(30, 3 * 3600);
        return ratedAt - seconds * 1000L;
    }

    private ServiceEvent event(long ratedAt) {
        District district = city.drawDistrict(dice);
        Matter matter = city.drawMatter(district, dice);
        String id = ids.next(matter, times.dayIndex(ratedAt));
        return new ServiceEvent(id, city.drawRegion(district, dice), matter, !dice.chance(WITHOUT_MATTER));
    }

    private Desk desk() {
        return new Desk(dice.oneOf(WINDOWS), dice.chance(WITH_STAFF) ? dice.oneOf(STAFF) : null);
    }

    private static String[] numbered(String form, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, form, i))
                .toArray(String[]::new);
    }

    private Notation notation() {
        return new Notation(dice.chance(shortRegionShare), dice.chance(IN_UTC));
    }
}
