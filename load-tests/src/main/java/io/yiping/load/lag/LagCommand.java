package io.yiping.load.lag;

import io.yiping.load.console.Deadline;
import io.yiping.load.console.Latency;
import io.yiping.load.generate.CreditCode;
import io.yiping.load.http.HttpConnection;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * {@code lag}: sends single ratings to one instance and reads the figures of another until each is there, for a time.
 *
 * <p>Failure: exit code 1 when the 99th percentile is more than it may be, or none was measured; what a {@link Probe} throws ends it.
 */
public final class LagCommand {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final String REGION = "411302";
    private static final int AGENCIES = 10_000_000;

    private final PrintStream out;

    public LagCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws IOException, InterruptedException {
        LagSettings settings = LagSettings.parse(words);
        String agency = CreditCode.ofAgency(REGION, (int) (Instant.now().getEpochSecond() % AGENCIES));
        out.printf(
                "%s → %s: ratings of %s, one by one, for %d s%n",
                settings.taking(), settings.showing(), agency, settings.time().toSeconds());
        LongStream.Builder lags = LongStream.builder();
        try (HttpConnection taking = new HttpConnection(settings.taking(), REQUEST_TIMEOUT);
                HttpConnection showing = new HttpConnection(settings.showing(), REQUEST_TIMEOUT)) {
            Probe probe = new Probe(taking, showing, REGION, agency, settings.patience());
            Deadline end = new Deadline(settings.time());
            while (!end.passed()) {
                probe.run().ifPresent(lags::add);
                end.sleep(settings.pause());
            }
            return report(lags.build().toArray(), probe.refused(), settings.most());
        }
    }

    private int report(long[] lags, long refused, Duration most) {
        out.printf("  in the figures     %,d, refused and sent again %,d times%n", lags.length, refused);
        if (lags.length == 0) {
            out.println("  WRONG: none was measured");
            return 1;
        }
        Latency latency = Latency.ofNanos(lags);
        out.printf("  after the receipt  %s%n", latency);
        if (latency.p99() <= TimeUnit.NANOSECONDS.toMicros(most.toNanos())) {
            return 0;
        }
        out.printf("  WRONG: p99 may be %d ms%n", most.toMillis());
        return 1;
    }
}
