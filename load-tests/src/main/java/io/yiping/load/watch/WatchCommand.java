package io.yiping.load.watch;

import io.yiping.load.http.HttpConnection;
import io.yiping.load.reckon.Figures;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code watch}: many clients of {@code GET /v1/stats/live}, some of which never read, for a time; in the end those who read must have
 * the figures of {@code /v1/stats}.
 *
 * <p>Failure: exit code 1 when a version or a count went back, when somebody who read was refused or cut, or has other figures
 * than {@code /v1/stats} 15 s after the time.
 */
public final class WatchCommand {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LAST_WORD = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int BUFFER_BYTES = 64 << 10;

    private final PrintStream out;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Sightings sightings = new Sightings();
    private final List<Watcher> readers = new ArrayList<>();
    private final List<Watcher> silent = new ArrayList<>();

    public WatchCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws IOException, InterruptedException {
        WatchSettings settings = WatchSettings.parse(words);
        try (Selector selector = Selector.open();
                HttpConnection connection = new HttpConnection(settings.endpoint(), REQUEST_TIMEOUT)) {
            open(settings, selector);
            out.printf(
                    "%s: %,d watch %s, %,d of them do not read, for %d s%n",
                    settings.endpoint(),
                    settings.watchers(),
                    settings.query(),
                    settings.silent(),
                    settings.time().toSeconds());
            watch(selector, System.nanoTime() + settings.time().toNanos());
            long last = new StatsReader(connection).total(0).version();
            long end = System.nanoTime() + LAST_WORD.toNanos();
            while (!haveSeen(last) && System.nanoTime() < end) {
                watch(selector, System.nanoTime() + LOOK_EVERY.toNanos());
            }
            return report(last, new StatsReader(connection).total(settings.query(), last));
        }
    }

    private void open(WatchSettings settings, Selector selector) throws IOException {
        for (int i = 0; i < settings.watchers(); i++) {
            Watcher watcher = Watcher.open(settings.endpoint(), settings.query());
            if (i < settings.silent()) {
                silent.add(watcher);
            } else {
                readers.add(watcher);
                watcher.channel().register(selector, SelectionKey.OP_READ, watcher);
            }
        }
    }

    private void watch(Selector selector, long until) throws IOException {
        while (System.nanoTime() < until) {
            selector.select(this::read, LOOK_EVERY.toMillis());
        }
    }

    private void read(SelectionKey key) {
        Watcher watcher = (Watcher) key.attachment();
        watcher.read(buffer, sightings);
        if (watcher.hasEnded()) {
            key.cancel();
        }
    }

    private boolean haveSeen(long version) {
        return readers.stream().allMatch(reader -> reader.hasEnded() || reader.version() >= version);
    }

    private int report(long last, Figures asked) {
        List<String> faults = new ArrayList<>();
        for (Watcher reader : readers) {
            if (reader.wrong() != null) {
                faults.add(reader.wrong());
            } else if (reader.isRefused() || reader.hasEnded()) {
                faults.add("one who read was refused or cut");
            } else if (reader.version() < last) {
                faults.add("version %d was not seen, but %d".formatted(last, reader.version()));
            } else if (reader.version() == asked.version() && reader.ratings() != asked.ratings()) {
                faults.add("%,d and %,d ratings at version %d".formatted(reader.ratings(), asked.ratings(), last));
            }
        }
        long cut = silent.stream().filter(one -> one.isCut(buffer)).count();
        long fewest = readers.stream().mapToLong(Watcher::events).min().orElse(0);
        long most = readers.stream().mapToLong(Watcher::events).max().orElse(0);
        out.printf(
                "  events             %,d, %,d to %,d a reader%n", sightings.events() + readers.size(), fewest, most);
        out.printf("  after recording    %s%n", sightings);
        out.printf("  silent, cut        %,d of %,d%n", cut, silent.size());
        out.printf("  last               version %d, %,d ratings%n", asked.version(), asked.ratings());
        faults.stream().distinct().limit(10).forEach(fault -> out.println("  WRONG: " + fault));
        return faults.isEmpty() ? 0 : 1;
    }
}
