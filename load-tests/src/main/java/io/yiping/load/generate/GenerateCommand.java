package io.yiping.load.generate;

import io.yiping.load.console.Arguments;
import io.yiping.load.console.Progress;
import io.yiping.load.console.UsageException;
import io.yiping.load.manifest.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * {@code generate}: a file of ratings, one JSON object a line, and its manifest beside it. The same options give the same bytes.
 *
 * <p>Bound: memory does not grow with the number of ratings, except four bytes for each matter and day.
 *
 * <p>Failure: what cannot be written ends it; a half-written file has no manifest.
 */
public final class GenerateCommand {
    private static final int MAX_RATINGS = 200_000_000;
    private static final int MAX_DAYS = 366;
    private static final LocalDate EARLIEST = LocalDate.of(2019, 1, 1);
    private static final int REPORT_EACH_LINES = 10_000;

    private final PrintStream out;

    public GenerateCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws IOException {
        Arguments arguments = Arguments.parse(
                words,
                Set.of("ratings", "seed", "out", "until", "days", "dirt", "keys", "levels", "default-share"),
                Set.of("clean"));
        Path file = Path.of(arguments.required("out"));
        Recipe recipe = recipe(arguments);
        long started = System.nanoTime();
        Manifest manifest = generate(recipe, file);
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf(
                "%s: %,d lines, %,d bytes in %.1f s (seed %d)%n",
                file, manifest.lines(), manifest.bytes(), seconds, recipe.seed());
        out.println(manifest.verdicts());
        out.printf("%s: %,d ratings stand at the end%n", Manifest.beside(file), manifest.ratings());
        return 0;
    }

    private static Recipe recipe(Arguments arguments) {
        if (arguments.flag("clean") && arguments.given("dirt")) {
            throw new UsageException("--clean and --dirt exclude each other");
        }
        int days = arguments.number("days", Recipe.DAYS, 1, MAX_DAYS);
        return new Recipe(
                arguments.number("ratings", Recipe.RATINGS, 1, MAX_RATINGS),
                arguments.number("seed", Recipe.SEED, Long.MIN_VALUE, Long.MAX_VALUE),
                until(arguments, days),
                days,
                arguments.flag("clean") ? 0 : arguments.decimal("dirt", 1, 0, Shares.MAX_FACTOR),
                arguments.choice("keys", ServiceEventIds.Form.GUANGDONG),
                levels(arguments.text("levels", Recipe.LEVELS)),
                arguments.decimal("default-share", Recipe.DEFAULT_SHARE, 0, 1));
    }

    private static LocalDate until(Arguments arguments, int days) {
        LocalDate until = arguments.date("until", Recipe.UNTIL);
        if (until.minusDays(days - 1L).isBefore(EARLIEST)) {
            throw new UsageException("--until minus --days must not be before " + EARLIEST);
        }
        if (!until.isBefore(LocalDate.now())) {
            throw new UsageException("--until must be a day that is over, not " + until);
        }
        return until;
    }

    static double[] levels(String text) {
        try {
            double[] percent = List.of(text.split(",")).stream()
                    .mapToDouble(Double::parseDouble)
                    .filter(share -> share >= 0)
                    .toArray();
            if (percent.length == 5 && percent[0] + percent[1] + percent[2] + percent[3] + percent[4] > 0) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // answered below, like too few shares
        }
        throw new UsageException(
                "--levels must be five shares of the levels 5,4,3,2,1, like " + Recipe.LEVELS + ", not " + text);
    }

    private Manifest generate(Recipe recipe, Path file) throws IOException {
        Files.deleteIfExists(Manifest.beside(file));
        Progress progress = new Progress(out);
        Manifest manifest;
        try (OutputStream bytes = Files.newOutputStream(file)) {
            manifest = write(recipe, bytes, progress);
        }
        progress.close();
        manifest.write(Manifest.beside(file));
        return manifest;
    }

    static Manifest write(Recipe recipe, OutputStream bytes, Progress progress) throws IOException {
        return write(recipe, Shares.times(recipe.dirt()), "", bytes, progress);
    }

    /** With shares of its own, and with {@code keyEnd} at the end of every key. */
    static Manifest write(Recipe recipe, Shares shares, String keyEnd, OutputStream bytes, Progress progress)
            throws IOException {
        Dice dice = new Dice(recipe.seed());
        City city = new City(dice);
        WorkingTimes times = new WorkingTimes(recipe.until(), recipe.days());
        ServiceEventIds ids =
                switch (recipe.keys()) {
                    case GUANGDONG ->
                        new ServiceEventIds.Guangdong(city.matters().size(), times);
                    case RANDOM -> new ServiceEventIds.Random(dice.bits());
                };
        ServiceEventIds ended = (matter, dayIndex) -> ids.next(matter, dayIndex) + keyEnd;
        RatingDraw draw = new RatingDraw(dice, city, times, ended, recipe, shares);
        JsonLine line = new JsonLine(bytes);
        Tally tally = new Tally(recipe.ratings(), city, times);
        LineSequence lines = new LineSequence(recipe.ratings(), dice, draw, shares, line, tally);
        for (int i = 0; i < recipe.ratings(); i++) {
            lines.writeNext();
            if (i % REPORT_EACH_LINES == 0) {
                progress.report(i, recipe.ratings(), "lines");
            }
        }
        line.flush();
        return tally.manifest(recipe, line.bytes());
    }
}
