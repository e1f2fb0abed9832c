package io.yiping.load.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints on what was measured, and the result. */
final class Report {
    private static final String STORING = "%-52s  %-32s  %4$-32s  %3$s%n";
    private static final String READING = "%-52s  %-32s  %s%n";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** On what is measured; the command as it can be given again, without a password. */
    void environment(BenchSettings settings, ServerSettings server, List<String> words) {
        out.println(Machine.describe());
        out.printf("PostgreSQL %s: %s%n", server.version(), server.values());
        out.println("bench " + String.join(" ", words).replaceAll("(//[^:/@ ]+):[^@ ]*@", "$1:…@"));
        out.printf(
                Locale.ROOT,
                "%d rounds; %,d ratings in bulk, %,d one by one, warm-up %,d; %,d requests, %,d from the database%n",
                settings.rounds(),
                settings.ratings(),
                settings.singles(),
                settings.warmUp(),
                settings.reads(),
                settings.freshReads());
    }

    void results(List<Series> all) {
        out.println();
        table(STORING, "rows/s: median (min–max)", "WAL bytes/row", all, true);
        table(READING, "requests/s: median (min–max)", "bytes an answer", all, false);
    }

    private void table(String row, String unit, String bytes, List<Series> all, boolean stores) {
        List<Series> these = all.stream()
                .filter(series -> series.measurement().kind().stores() == stores)
                .toList();
        if (!these.isEmpty()) {
            out.printf(row, "", unit, bytes, "to the last answer");
            these.forEach(series -> row(row, series));
            out.println();
        }
    }

    private void row(String row, Series series) {
        boolean folds = series.measurement().leavesFolding();
        out.printf(
                row,
                series.name(),
                rates(series.perSecond()),
                String.format(Locale.ROOT, "%,.0f", series.bytes().median()),
                folds ? rates(series.answeredPerSecond()) : "");
    }

    private static String rates(Samples rates) {
        return String.format(Locale.ROOT, "%,.0f (%,.0f–%,.0f)", rates.median(), rates.min(), rates.max());
    }

    /** The ratio of each round, then its median and spread. */
    void ratio(Series above, Series below) {
        String toAnswer = above.measurement().leavesFolding()
                ? "; to the last answer " + ratio(above.answeredPerSecond(), below)
                : "";
        out.printf("%s ÷ %s: %s%s%n", above.name(), below.name(), ratio(above.perSecond(), below), toAnswer);
    }

    private static String ratio(Samples rates, Series below) {
        Samples ratio = rates.dividedBy(below.perSecond());
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.median(), ratio.min(), ratio.max());
    }
}
