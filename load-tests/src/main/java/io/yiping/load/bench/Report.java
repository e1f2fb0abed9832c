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
            Samples rows = series.rowsPerSecond();
            out.printf(
                    Locale.ROOT,
                    "%-48s  %-32s  %,.0f%n",
                    series.measurement().name(),
                    String.format(Locale.ROOT, "%,.0f (%,.0f–%,.0f)", rows.median(), rows.min(), rows.max()),
                    series.walBytesPerRow().median());
        }
    }

    /** The ratio of each round, then its median and spread. */
    void ratio(Series above, Series below) {
        Samples ratio = above.rowsPerSecond().dividedBy(below.rowsPerSecond());
        out.printf(
                Locale.ROOT,
                "%s ÷ %s: %.2f (%.2f–%.2f)%n",
                above.measurement().name(),
                below.measurement().name(),
                ratio.median(),
                ratio.min(),
                ratio.max());
    }
}
