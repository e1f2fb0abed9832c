package io.yiping.load.watch;

import io.yiping.load.console.Arguments;
import io.yiping.load.http.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How to watch.
 *
 * @param silent of the watchers, those who never read
 * @param query what they watch, as in {@code by=channel}
 */
record WatchSettings(Endpoint endpoint, int watchers, int silent, String query, Duration time) {

    static WatchSettings parse(List<String> words) {
        Arguments arguments = Arguments.parse(words, Set.of("url", "watchers", "silent", "query", "time"), Set.of());
        int watchers = arguments.number("watchers", 100, 1, 20_000);
        return new WatchSettings(
                Endpoint.parseOne(arguments.text("url", "http://localhost:8080")),
                watchers,
                arguments.number("silent", 0, 0, watchers),
                arguments.text("query", "by=channel"),
                arguments.duration("time", Duration.ofSeconds(60)));
    }
}
