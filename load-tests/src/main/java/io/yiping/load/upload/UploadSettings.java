package io.yiping.load.upload;

import io.yiping.load.console.Arguments;
import io.yiping.load.console.UsageException;
import io.yiping.load.http.Endpoint;
import io.yiping.load.reckon.Dimensions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to upload, where and how.
 *
 * @param bytesPerSecond of the body on its way; 0 for as fast as it goes
 * @param cuts how often the connection is cut
 * @param seed of the places where it is
 * @param unread nothing is read before all is written
 * @param requestTimeout for each wait for bytes
 */
record UploadSettings(
        Path file,
        Endpoint endpoint,
        boolean gzip,
        long bytesPerSecond,
        int cuts,
        long seed,
        Results results,
        boolean unread,
        List<String> dimensions,
        Duration timeout,
        Duration requestTimeout) {
    private static final int MAX_CUTS = 1_000_000;

    static UploadSettings parse(List<String> words) {
        Arguments arguments = Arguments.parse(
                words,
                Set.of("file", "url", "rate", "cut", "seed", "results", "dimensions", "timeout", "request-timeout"),
                Set.of("gzip", "unread"));
        UploadSettings settings = new UploadSettings(
                arguments.existingFile("file"),
                Endpoint.parseOne(arguments.text("url", "http://localhost:8080")),
                arguments.flag("gzip"),
                arguments.number("rate", 0L, 1, Long.MAX_VALUE),
                arguments.number("cut", 0, 0, MAX_CUTS),
                arguments.number("seed", System.currentTimeMillis() % 1_000_000, Long.MIN_VALUE, Long.MAX_VALUE),
                arguments.choice("results", Results.PROBLEMS),
                arguments.flag("unread"),
                Dimensions.parse(arguments),
                arguments.duration("timeout", Duration.ofMinutes(30)),
                arguments.duration("request-timeout", Duration.ofSeconds(60)));
        if (settings.unread && settings.cuts > 0) {
            throw new UsageException(
                    "--unread and --cut exclude each other: who reads nothing knows not where to go on");
        }
        return settings;
    }

    String headers() {
        return "Content-Type: application/x-ndjson\r\n" + (gzip ? "Content-Encoding: gzip\r\n" : "");
    }
}
