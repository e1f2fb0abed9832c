package io.yiping.load.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Prints on what was measured, and the result. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void environment(BenchSettings settings, ServerSettings server) {
        out.printf("%s, PostgreSQL %s: %s%n", settings.database(), server.version(), server.values());
        out.printf(
                "%s; JDK %s, %d CPUs, commit %s%n",
                settings.endpoint(), Runtime.version(), Runtime.getRuntime().availableProcessors(), commit());
        out.printf(
                Locale.ROOT,
                "%d rounds; %,d ratings in bulk, %,d one by one, warm-up %,d%n",
                settings.rounds(),
                settings.ratings(),
                settings.singles(),
                settings.warmUp());
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !commit.isEmpty() ? commit : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    void results(List<Series> all) {
        out.println();
        out.printf("%-48s  %-32s  %s%n", "", "rows/s: median (min–max)", "WAL bytes/row");
        for (Series series : all) {
            if (series.goesOnAfterStoring()) {
                row(series.storedName(), series.storedPerSecond(), "");
            }
            String walBytes =
                    String.format(Locale.ROOT, "%,.0f", series.walBytesPerRow().median());
            row(series.name(), series.rowsPerSecond(), walBytes);
        }
        out.println();
    }

    private void row(String name, Samples rows, String walBytes) {
        String rates = String.format(Locale.ROOT, "%,.0f (%,.0f–%,.0f)", rows.median(), rows.min(), rows.max());
        out.printf("%-48s  %-32s  %s%n", name, rates, walBytes);
    }

    /** The ratio of each round, then its median and spread. */
    void ratio(Series above, Series below) {
        if (above.goesOnAfterStoring()) {
            ratio(above.storedName(), above.storedPerSecond(), below);
        }
        ratio(above.name(), above.rowsPerSecond(), below);
    }

    private void ratio(String name, Samples rows, Series below) {
        Samples ratio = rows.dividedBy(below.rowsPerSecond());
        out.printf(
                Locale.ROOT,
                "%s ÷ %s: %.2f (%.2f–%.2f)%n",
                name,
                below.name(),
                ratio.median(),
                ratio.min(),
                ratio.max());
    }

    /** Which part of the time passed after all were stored. */
    void foldingShare(Series series) {
        Samples share = series.rowsPerSecond().dividedBy(series.storedPerSecond());
        out.printf(
                Locale.ROOT,
                "%s: %.0f %% of the time is folding, and waiting for it, after the summary (%.0f–%.0f %%)%n",
                series.measurement().name(),
                100 * (1 - share.median()),
                100 * (1 - share.max()),
                100 * (1 - share.min()));
    }
}
