package io.yiping.load.console;

import java.io.PrintStream;
import java.time.Duration;

/**
 * One line that says how far the work is: rewritten in place on a terminal, a plain line every few seconds elsewhere.
 *
 * <p>Thread-safety: any thread may report; lines never mix.
 */
public final class Progress {
    private static final long ON_TERMINAL_MILLIS = 200;
    private static final long IN_LOG_MILLIS = 5_000;
    private static final int BAR_CELLS = 24;

    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long lastShown = started;
    private int shownWidth;

    public Progress(PrintStream out) {
        this(out, System.console() != null);
    }

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows the line if the last one is old enough. */
    public synchronized void report(long done, long all, String rest) {
        long now = System.nanoTime();
        long pauseMillis = terminal ? ON_TERMINAL_MILLIS : IN_LOG_MILLIS;
        if (now - lastShown >= Duration.ofMillis(pauseMillis).toNanos()) {
            lastShown = now;
            show(line(done, all, rest));
        }
    }

    /** Removes the moving line, so that ordinary text can follow. */
    public synchronized void close() {
        if (shownWidth > 0) {
            out.print("\r" + " ".repeat(shownWidth) + "\r");
            out.flush();
            shownWidth = 0;
        }
    }

    private void show(String line) {
        if (!terminal) {
            out.println(line);
            return;
        }
        out.print("\r" + line + " ".repeat(Math.max(0, shownWidth - line.length())));
        out.flush();
        shownWidth = line.length();
    }

    private String line(long done, long all, String rest) {
        double seconds = Math.max(1e-9, (lastShown - started) / 1e9);
        double part = all == 0 ? 1 : (double) done / all;
        return "%s%5.1f %%  %,d of %,d  %,.0f/s  %s".formatted(bar(part), 100 * part, done, all, done / seconds, rest);
    }

    private String bar(double part) {
        if (!terminal) {
            return "";
        }
        int full = (int) Math.min(BAR_CELLS, part * BAR_CELLS);
        return "[" + "#".repeat(full) + ".".repeat(BAR_CELLS - full) + "] ";
    }
}
