package io.yiping.load.generate;

import io.yiping.load.manifest.Manifest;
import java.io.IOException;

/**
 * Decides line by line what comes next. Where the order of two lines matters (a conflict after its first rating, an active rating
 * beside a default one), the second is booked into a later place of the same block; such events have no other line. Repeats are
 * of ratings whose event has one meaning only, so their order never matters and they may lie anywhere.
 *
 * <p>Bound: one block of booked lines, and {@link Memory}.
 */
final class LineSequence {
    /** Repeats that are the same byte for byte. */
    static final double EXACT_REPEATS = 0.6;

    /** Active ratings that replace a default one of the same event and say another level. */
    static final double OTHER_LEVEL_THAN_DEFAULT = 0.04;

    private static final int TRIES = 8;

    private enum Next {
        REPEAT,
        CONFLICT,
        ACTIVE_AFTER_DEFAULT,
        DEFAULT_AFTER_ACTIVE,
        FLAW,
        PLAIN
    }

    private record Booked(Outcome outcome, Rating rating) {}

    private static final Next[] NEXT = Next.values();

    private final Dice dice;
    private final RatingDraw draw;
    private final JsonLine out;
    private final Tally tally;
    private final Weighted shares;
    private final Memory memory;
    private final Booked[] booked = new Booked[Manifest.BLOCK_LINES];
    private final int lines;
    private int line;

    LineSequence(int lines, Dice dice, RatingDraw draw, Shares shares, JsonLine out, Tally tally) {
        this.lines = lines;
        this.dice = dice;
        this.draw = draw;
        this.out = out;
        this.tally = tally;
        this.memory = new Memory(dice);
        this.shares = new Weighted(
                shares.repeat(),
                shares.conflict(),
                shares.activeAfterDefault(),
                shares.defaultAfterActive(),
                shares.flaw(),
                shares.plain());
    }

    void writeNext() throws IOException {
        int place = line % Manifest.BLOCK_LINES;
        Booked waiting = booked[place];
        booked[place] = null;
        if (waiting != null) {
            write(waiting.outcome(), waiting.rating());
        } else {
            writeFresh();
        }
        line++;
    }

    private void writeFresh() throws IOException {
        switch (NEXT[shares.draw(dice)]) {
            case REPEAT -> repeat();
            case CONFLICT -> conflict();
            case ACTIVE_AFTER_DEFAULT -> activeAfterDefault();
            case DEFAULT_AFTER_ACTIVE -> defaultAfterActive();
            case FLAW -> flaw();
            case PLAIN -> plain();
        }
    }

    private void plain() throws IOException {
        Rating rating = draw.next();
        write(Outcome.STANDS, rating);
        memory.add(rating);
    }

    private void repeat() throws IOException {
        if (memory.isEmpty()) {
            plain();
            return;
        }
        Rating earlier = memory.any();
        if (dice.chance(EXACT_REPEATS)) {
            write(Outcome.DUPLICATE, earlier);
        } else {
            write(Outcome.DUPLICATE, earlier, Variation.line(earlier, dice));
        }
    }

    private void flaw() throws IOException {
        Rating rating = draw.active();
        write(Outcome.REJECTED, rating, Flaw.line(rating, dice));
    }

    private void conflict() throws IOException {
        int later = freePlace();
        if (later < 0) {
            plain();
            return;
        }
        Rating first = draw.active();
        write(Outcome.STANDS, first);
        booked[later] = new Booked(Outcome.CONFLICT, first.saying(draw.opinionOtherThan(first.level())));
    }

    private void activeAfterDefault() throws IOException {
        int later = freePlace();
        if (later < 0) {
            plain();
            return;
        }
        Rating byDefault = draw.byDefault();
        Rating active = draw.active().of(byDefault.event());
        long first = Math.min(byDefault.ratedAt(), active.ratedAt());
        long second = Math.max(byDefault.ratedAt(), active.ratedAt());
        long servedAt = first - RatingDraw.DEFAULT_AFTER_MILLIS;
        if (dice.chance(OTHER_LEVEL_THAN_DEFAULT)) {
            active = active.saying(draw.opinionOtherThan(byDefault.level()));
        }
        write(Outcome.OVERTAKEN, byDefault.at(first, servedAt));
        booked[later] = new Booked(Outcome.REPLACES, active.at(second, servedAt));
    }

    private void defaultAfterActive() throws IOException {
        int later = freePlace();
        if (later < 0) {
            plain();
            return;
        }
        Rating active = draw.active();
        write(Outcome.STANDS, active);
        booked[later] = new Booked(Outcome.DUPLICATE, draw.byDefault().of(active.event()));
    }

    /** A place later in this block that nothing is booked into, or −1. */
    private int freePlace() {
        int place = line % Manifest.BLOCK_LINES;
        int end = Math.min(Manifest.BLOCK_LINES, lines - line + place);
        for (int i = 0; i < TRIES && place + 1 < end; i++) {
            int later = dice.between(place + 1, end - 1);
            if (booked[later] == null) {
                return later;
            }
        }
        return -1;
    }

    private void write(Outcome outcome, Rating rating) throws IOException {
        out.write(rating);
        tally.add(outcome, rating);
    }

    private void write(Outcome outcome, Rating rating, String text) throws IOException {
        out.write(text);
        tally.add(outcome, rating);
    }
}
