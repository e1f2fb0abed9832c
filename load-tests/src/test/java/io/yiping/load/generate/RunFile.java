package io.yiping.load.generate;

import io.yiping.load.console.Progress;
import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.RatingsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The ratings of one run of a scenario, in a file that goes with the run: always the same city and opinions, of the thirty days before
 * today, and every key ends with the run's own key, so that all of them are new.
 */
public final class RunFile {
    /** What lies among the new ratings. */
    public enum Mixture {
        /** Nothing: every line is a new rating. */
        CLEAN(Shares.times(0)),
        /** Repeats, conflicts and broken rules: the sums are the same in whatever order single lines arrive. */
        ANY_ORDER(new Shares(Shares.REPEAT, Shares.CONFLICT, 0, 0, Shares.FLAW, Shares.SHORT_REGION)),
        /** All the dirt of {@link Shares}; the sums are the same in whatever order whole blocks arrive. */
        CITY(Shares.times(1)),
        /** One repeat in ten ratings, one conflict in a thousand. */
        NANYANG(new Shares(0.10, 0.001, 0, 0, 0, Shares.SHORT_REGION));

        private final Shares shares;

        Mixture(Shares shares) {
            this.shares = shares;
        }
    }

    private static final ZoneOffset SHANGHAI = ZoneOffset.ofHours(8);

    private final Path file;
    private final RatingsFile ratings;

    private RunFile(Path file, RatingsFile ratings) {
        this.file = file;
        this.ratings = ratings;
    }

    public static RunFile write(Path folder, int ratings, Mixture mixture, String runKey) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(runKey + ".ndjson");
        file.toFile().deleteOnExit();
        Manifest.beside(file).toFile().deleteOnExit();
        Progress progress = new Progress(System.out);
        try (OutputStream bytes = Files.newOutputStream(file)) {
            GenerateCommand.write(recipe(ratings), mixture.shares, "." + runKey, bytes, progress)
                    .write(Manifest.beside(file));
        }
        progress.close();
        return new RunFile(file, RatingsFile.open(file));
    }

    private static Recipe recipe(int ratings) {
        return new Recipe(
                ratings,
                Recipe.SEED,
                LocalDate.now(SHANGHAI).minusDays(1),
                Recipe.DAYS,
                0,
                ServiceEventIds.Form.GUANGDONG,
                GenerateCommand.levels(Recipe.LEVELS),
                Recipe.DEFAULT_SHARE);
    }

    public RatingsFile ratings() {
        return ratings;
    }

    /** Removes it; what is left all the same goes with the JVM. */
    public void remove() {
        try {
            ratings.close();
            Files.deleteIfExists(file);
            Files.deleteIfExists(Manifest.beside(file));
        } catch (IOException e) {
            System.out.println(file + " is still there: " + e.getMessage());
        }
    }
}
