package io.yiping.load.bench;

import io.yiping.load.console.Arguments;
import io.yiping.load.http.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param ratings rows of each COPY, of each upload and of each run of batches
 * @param singles rows of each run of one rating a transaction or a request
 * @param warmUp rows before each measurement that stores, in the same way and not timed. After 10,000 posts the compiler was still at work in
 *     the first of five rounds: 18,900/s there, 25,500 in the third. Before readings a tenth of their requests
 * @param reads requests of each run of readings
 * @param freshReads of those that are read from the database
 * @param connections of readings
 * @param series the words of those to run; empty: all
 */
record BenchSettings(
        Database database,
        Endpoint endpoint,
        Path file,
        int rounds,
        int ratings,
        int singles,
        int warmUp,
        int reads,
        int freshReads,
        int connections,
        List<String> series) {
    /** Fewer rounds than this say nothing about the spread. */
    static final int ENOUGH_ROUNDS = 5;

    private static final int WARM_UP_PART = 10;

    static BenchSettings parse(List<String> words) {
        Arguments arguments = Arguments.parse(
                words,
                Set.of(
                        "database",
                        "url",
                        "file",
                        "rounds",
                        "ratings",
                        "singles",
                        "warm-up",
                        "reads",
                        "fresh-reads",
                        "connections",
                        "series"),
                Set.of());
        int ratings = arguments.number("ratings", 100_000, 1_000, 1_000_000);
        int reads = arguments.number("reads", 200_000, 100, 10_000_000);
        return new BenchSettings(
                Database.parse(arguments.required("database")),
                Endpoint.parseOne(arguments.text("url", "http://localhost:8080")),
                arguments.existingFile("file"),
                arguments.number("rounds", ENOUGH_ROUNDS, 1, 100),
                ratings,
                arguments.number("singles", Math.min(ratings, 20_000), 1_000, ratings),
                arguments.number("warm-up", ratings / WARM_UP_PART, 0, ratings),
                reads,
                arguments.number("fresh-reads", Math.min(reads, 2_000), 10, reads),
                arguments.number("connections", 32, 1, 1_000),
                arguments.given("series") ? List.of(arguments.required("series").split(",")) : List.of());
    }

    int count(Kind kind) {
        return switch (kind) {
            case BULK -> ratings;
            case SINGLES -> singles;
            case READS -> reads;
            case FRESH_READS -> freshReads;
        };
    }

    int warmUp(Kind kind) {
        return kind.stores() ? warmUp : count(kind) / WARM_UP_PART;
    }
}
