package io.yiping.load.read;

import io.yiping.load.console.UsageException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Asks a question in ever other words, so that no answer can have been kept: over all days, the period begins and ends on other days
 * around them; over some, it lies elsewhere among them. The page is up to two fifths shorter.
 *
 * <p>Failure: a {@link UsageException} when there are no more words.
 */
final class Wording {
    private static final int AROUND_DAYS = 2_000;
    private static final int TRIES = 1_000;

    private final Found found;
    private final Random random;
    private final Set<String> used = new HashSet<>();

    Wording(Found found, long seed) {
        this.found = found;
        this.random = new Random(seed);
    }

    /** A path that was never given before. */
    String next(Question question) {
        for (int i = 0; i < TRIES; i++) {
            String path = path(question);
            if (used.add(path)) {
                return path;
            }
        }
        throw new UsageException("--requests are more than there are ways to ask for \"" + question.name() + "\"");
    }

    private String path(Question question) {
        String fixed = question.fixed().isEmpty() ? "" : question.fixed() + "&";
        String period = question.days() == 0 ? around() : within(question.days());
        int page = question.page();
        return "/v1/stats?" + fixed + period + (page == 0 ? "" : "&limit=" + (page - random.nextInt(page * 2 / 5)));
    }

    private String around() {
        LocalDate from = found.firstDay().minusDays(random.nextInt(AROUND_DAYS));
        LocalDate to = found.lastDay().plusDays(1 + random.nextInt(AROUND_DAYS));
        return "from=" + from + "&to=" + to;
    }

    /** Within the days that have ratings, or, where these are fewer, over all of them. */
    private String within(int days) {
        long most = found.lastDay().toEpochDay() - days + 1;
        long least = found.firstDay().toEpochDay();
        long begin = Math.min(most, least) + random.nextInt((int) Math.abs(most - least) + 1);
        return "from=" + LocalDate.ofEpochDay(begin) + "&to=" + LocalDate.ofEpochDay(begin + days);
    }
}
