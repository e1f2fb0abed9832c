package io.yiping.load.read;

import io.yiping.load.console.Arguments;
import io.yiping.load.http.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How to measure.
 *
 * @param requests timed for each question, and as many 304 answers
 * @param warmUp requests of each question before, not timed
 * @param seed of the wordings: another one in each run, or the service may remember the last
 * @param out null for none
 */
record ReadSettings(Endpoint endpoint, int requests, int warmUp, long seed, Path out, Duration requestTimeout) {
    private static final int MAX_REQUESTS = 10_000;

    static ReadSettings parse(List<String> words) {
        Arguments arguments = Arguments.parse(
                words, Set.of("url", "requests", "warm-up", "seed", "out", "request-timeout"), Set.of());
        return new ReadSettings(
                Endpoint.parseOne(arguments.text("url", "http://localhost:8080")),
                arguments.number("requests", 200, 1, MAX_REQUESTS),
                arguments.number("warm-up", 20, 0, MAX_REQUESTS),
                arguments.number("seed", System.currentTimeMillis(), Long.MIN_VALUE, Long.MAX_VALUE),
                arguments.given("out") ? Path.of(arguments.required("out")) : null,
                arguments.duration("request-timeout", Duration.ofSeconds(60)));
    }
}
