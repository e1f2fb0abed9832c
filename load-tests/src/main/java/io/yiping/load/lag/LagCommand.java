package io.yiping.load.lag;

import io.yiping.load.console.Deadline;
import io.yiping.load.console.Latency;
import io.yiping.load.generate.CreditCode;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
    private static final double MICROS_A_MILLI = 1e3;

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
        int refused = 0;
        try (HttpConnection taking = new HttpConnection(settings.taking(), REQUEST_TIMEOUT);
                HttpConnection showing = new HttpConnection(settings.showing(), REQUEST_TIMEOUT)) {
            Probe probe = new Probe(taking, new StatsReader(showing), REGION, agency);
            Deadline end = new Deadline(settings.time());
            while (!end.passed()) {
                long lag = probe.run();
                if (lag < 0) {
                    refused++;
                } else {
                    lags.add(lag);
                }
                end.sleep(settings.pause());
            }
        }
        return report(lags.build().toArray(), refused, settings.most());
    }

    private int report(long[] lags, int refused, Duration most) {
        out.printf("  in the figures     %,d, refused %,d%n", lags.length, refused);
        if (lags.length == 0) {
            return 1;
        }
        Latency latency = Latency.ofNanos(lags);
        out.printf(
                "  after the receipt  p50 %s, p99 %s, max %s ms (p99 may be %d)%n",
                millis(latency.p50()), millis(latency.p99()), millis(latency.max()), most.toMillis());
        return latency.p99() <= most.toNanos() / 1_000 ? 0 : 1;
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%,.1f", micros / MICROS_A_MILLI);
    }
}
