package io.yiping.load.lag;

import io.yiping.load.console.Arguments;
import io.yiping.load.console.UsageException;
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
 * @param patience with a rating that is refused or not shown
 */
record LagSettings(Endpoint taking, Endpoint showing, Duration time, Duration pause, Duration most, Duration patience) {

    static LagSettings parse(List<String> words) {
        Arguments arguments =
                Arguments.parse(words, Set.of("url", "time", "pause-millis", "most-millis", "patience"), Set.of());
        List<Endpoint> endpoints = Endpoint.parseAll(arguments.text("url", "http://localhost:8080"));
        if (endpoints.size() > 2) {
            throw new UsageException("--url must be one address, or the one to send to and the one to read from");
        }
        return new LagSettings(
                endpoints.get(0),
                endpoints.get(endpoints.size() - 1),
                arguments.duration("time", Duration.ofSeconds(60)),
                Duration.ofMillis(arguments.number("pause-millis", 50, 0, 60_000)),
                Duration.ofMillis(arguments.number("most-millis", 300, 1, 60_000)),
                arguments.duration("patience", Duration.ofSeconds(30)));
    }
}
