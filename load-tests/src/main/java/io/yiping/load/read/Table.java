package io.yiping.load.read;

import io.yiping.load.console.Latency;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints one measurement, or two side by side. */
final class Table {
    private static final String[] LINES = {
        "region + channel, by day",
        "region + agency + channel, by day",
        "region + agency + matter, by day",
        "region + channel, by hour",
        "region, by minute"
    };

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.printf(
                "%n%-36s %5s %8s  %-26s  %s%n",
                "milliseconds", "rows", "bytes", "p50 / p99 / max", "304: p50 / p99 / max");
    }

    void line(int line) {
        out.printf("%d  %s%n", line, LINES[line - 1]);
    }

    void row(Reading reading) {
        String moved =
                reading.moved() == 0 ? "" : "  (%d answered in full: the version moved)".formatted(reading.moved());
        out.printf(
                Locale.ROOT,
                "   %-33s %5d %,8d  %-26s  %s%s%n",
                reading.name(),
                reading.rows(),
                reading.bytes(),
                text(reading.fresh()),
                text(reading.unchanged()),
                moved);
    }

    private static String text(Latency latency) {
        return latency == null
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%.2f / %.2f / %.2f",
                        latency.p50() / 1e3,
                        latency.p99() / 1e3,
                        latency.max() / 1e3);
    }

    /** The second measurement divided by the first. */
    void compare(Readings first, Readings second) {
        out.printf(
                Locale.ROOT,
                "%s: %,d ratings; %s: %,d ratings (× %.1f)%n",
                first.endpoint(),
                first.ratings(),
                second.endpoint(),
                second.ratings(),
                (double) second.ratings() / first.ratings());
        out.printf(
                "%n%-36s %-24s %-24s %s%n",
                "milliseconds", "p50: a, b, b ÷ a", "p99: a, b, b ÷ a", "304 p50: a, b, b ÷ a");
        Map<String, Reading> others = new LinkedHashMap<>();
        second.readings().forEach(reading -> others.put(key(reading), reading));
        for (Reading reading : first.readings()) {
            Reading other = others.remove(key(reading));
            if (other == null) {
                out.println(key(reading) + ": only in the first");
            } else {
                compare(reading, other);
            }
        }
        others.keySet().forEach(key -> out.println(key + ": only in the second"));
    }

    private void compare(Reading a, Reading b) {
        boolean both = a.unchanged() != null && b.unchanged() != null;
        out.printf(
                "%-36s %-24s %-24s %s%n",
                key(a),
                ratio(a.fresh().p50(), b.fresh().p50()),
                ratio(a.fresh().p99(), b.fresh().p99()),
                both ? ratio(a.unchanged().p50(), b.unchanged().p50()) : "none");
    }

    private static String key(Reading reading) {
        return reading.line() + "  " + reading.name();
    }

    private static String ratio(long a, long b) {
        return String.format(Locale.ROOT, "%.2f  %.2f  × %.2f", a / 1e3, b / 1e3, (double) b / Math.max(1, a));
    }
}
