package io.yiping.load.bench;

import io.yiping.load.console.Arguments;
import io.yiping.load.http.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param ratings rows of each COPY and of each run of batches
 * @param singles rows of each run of one rating a transaction or a request
 * @param warmUp rows before each measurement, in the same way and not timed
 */
record BenchSettings(
        Database database, Endpoint endpoint, Path file, int rounds, int ratings, int singles, int warmUp) {
    /** Fewer rounds than this say nothing about the spread. */
    static final int ENOUGH_ROUNDS = 5;

    static BenchSettings parse(List<String> words) {
        Arguments arguments = Arguments.parse(
                words, Set.of("database", "url", "file", "rounds", "ratings", "singles", "warm-up"), Set.of());
        int ratings = arguments.number("ratings", 200_000, 1_000, 1_000_000);
        return new BenchSettings(
                Database.parse(arguments.required("database")),
                Endpoint.parseOne(arguments.text("url", "http://localhost:8080")),
                arguments.existingFile("file"),
                arguments.number("rounds", ENOUGH_ROUNDS, 1, 100),
                ratings,
                arguments.number("singles", Math.min(ratings, 100_000), 1_000, ratings),
                arguments.number("warm-up", Math.min(ratings, 10_000), 0, ratings));
    }
}
