package io.yiping.load.send;

import io.yiping.load.console.Arguments;
import io.yiping.load.console.UsageException;
import io.yiping.load.http.Endpoint;
import io.yiping.load.manifest.Manifest;
import io.yiping.load.reckon.Dimensions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to send, where and how.
 *
 * @param batchLines a multiple of the manifest's block
 * @param twiceEvery every n-th batch goes twice; 0 for none
 * @param shuffleSeed null for the order of the file
 * @param fromLine first line, counted from 1
 * @param toLine last line; {@link Long#MAX_VALUE} for the end
 */
record SendSettings(
        Path file,
        List<Endpoint> endpoints,
        int batchLines,
        int clients,
        int twiceEvery,
        Long shuffleSeed,
        long fromLine,
        long toLine,
        List<String> dimensions,
        Duration timeout,
        Duration requestTimeout) {
    private static final int MAX_BATCH_LINES = 5_000;
    private static final int MAX_CLIENTS = 256;

    static SendSettings parse(List<String> words) {
        Arguments arguments = Arguments.parse(
                words,
                Set.of(
                        "file",
                        "url",
                        "batch",
                        "clients",
                        "twice-every",
                        "shuffle-seed",
                        "from",
                        "to",
                        "dimensions",
                        "timeout",
                        "request-timeout"),
                Set.of());
        return new SendSettings(
                arguments.existingFile("file"),
                Endpoint.parseAll(arguments.text("url", "http://localhost:8080")),
                wholeBlocks(arguments.number("batch", 2_000, 1, MAX_BATCH_LINES)),
                arguments.number("clients", 8, 1, MAX_CLIENTS),
                arguments.number("twice-every", 0, 0, Integer.MAX_VALUE),
                arguments.given("shuffle-seed")
                        ? arguments.number("shuffle-seed", 0, Long.MIN_VALUE, Long.MAX_VALUE)
                        : null,
                firstOfBlock(arguments.number("from", 1, 1L, Long.MAX_VALUE)),
                arguments.number("to", Long.MAX_VALUE, 1L, Long.MAX_VALUE),
                Dimensions.parse(arguments),
                arguments.duration("timeout", Duration.ofMinutes(30)),
                arguments.duration("request-timeout", Duration.ofSeconds(60)));
    }

    private static int wholeBlocks(int lines) {
        if (lines % Manifest.BLOCK_LINES != 0) {
            throw new UsageException(
                    "--batch must be a multiple of %d, because the order of lines matters inside a block of %d only"
                            .formatted(Manifest.BLOCK_LINES, Manifest.BLOCK_LINES));
        }
        return lines;
    }

    private static long firstOfBlock(long line) {
        if ((line - 1) % Manifest.BLOCK_LINES != 0) {
            throw new UsageException("--from must be the first line of a block of %d: 1, %d, …"
                    .formatted(Manifest.BLOCK_LINES, Manifest.BLOCK_LINES + 1));
        }
        return line;
    }
}
