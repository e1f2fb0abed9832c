package io.yiping.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The mix that clients send: new events, repeats, conflicts, pairs of a default and an active rating, and now and then
 * one that breaks the rules. Whoever comes back to an event comes back soon, so that the instances race for it.
 *
 * <p>Thread-safety: safe; each caller brings its own random numbers.
 */
final class Offers {

    private static final int RECENT = 256;
    private static final long[] REGIONS = {411302000000L, 411303000000L, 411321000000L, 411381000000L};

    private final String prefix;
    private final Instant latest = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicReferenceArray<Offer> recent = new AtomicReferenceArray<>(RECENT);

    /** @param prefix of all its service-event IDs */
    Offers(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    /** Half of the lists have new events only: the ledger has a form of its own for those. */
    List<Offer> next(int count, SplittableRandom random) {
        boolean allNew = random.nextBoolean();
        List<Offer> offers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            offers.add(allNew ? fresh(random) : next(random));
        }
        return offers;
    }

    Offer next(SplittableRandom random) {
        int dice = random.nextInt(100);
        Offer known = recent.get(random.nextInt(RECENT));
        if (known == null || dice < 60) {
            return fresh(random);
        }
        if (dice < 74) {
            return known;
        }
        if (dice < 84) {
            return known.withLevel(known.level() % 5 + 1);
        }
        return dice < 99
                ? known.withOtherOrigin(1 + random.nextInt(5))
                : fresh(true, random).withLevel(9);
    }

    /** A new event, to be repeated later. */
    private Offer fresh(SplittableRandom random) {
        Offer fresh = fresh(random.nextInt(100) < 70, random);
        recent.set(random.nextInt(RECENT), fresh);
        return fresh;
    }

    /** A new event. */
    Offer fresh(boolean active, SplittableRandom random) {
        int level = 1 + random.nextInt(5);
        return new Offer(
                prefix + events.incrementAndGet(),
                active,
                level,
                1 + random.nextInt(4),
                REGIONS[random.nextInt(REGIONS.length)],
                Offer.reason(level),
                latest.minusSeconds(random.nextInt(3 * 86_400)));
    }
}
