package io.yiping.load.lag;

import io.yiping.load.console.Arguments;
import io.yiping.load.http.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How to probe.
 *
 * @param taking the instance that is sent to
 * @param showing the one whose figures are read, the same when only one is named
 * @param pause between the end of one probe and the next
 * @param most that the 99th percentile may be
 */
record LagSettings(Endpoint taking, Endpoint showing, Duration time, Duration pause, Duration most) {

    static LagSettings parse(List<String> words) {
        Arguments arguments = Arguments.parse(words, Set.of("url", "time", "pause-millis", "most-millis"), Set.of());
        List<Endpoint> endpoints = Endpoint.parseAll(arguments.text("url", "http://localhost:8080"));
        return new LagSettings(
                endpoints.get(0),
                endpoints.get(endpoints.size() - 1),
                arguments.duration("time", Duration.ofSeconds(60)),
                Duration.ofMillis(arguments.number("pause-millis", 50, 0, 60_000)),
                Duration.ofMillis(arguments.number("most-millis", 300, 1, 60_000)));
    }
}
