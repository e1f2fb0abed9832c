package io.yiping.load.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.console.UsageException;
import io.yiping.load.manifest.Manifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the first ratings of a clean file into memory.
 *
 * <p>Failure: a {@link UsageException} when the file has dirt, is too short, or has keys without room for a run's mark.
 */
final class BenchFile {
    private static final int LONGEST_KEY = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BenchFile() {}

    static List<BenchRating> read(Path file, int count) throws IOException {
        Manifest manifest = Manifest.read(Manifest.beside(file));
        if (manifest.verdicts().accepted() != manifest.lines()
                || manifest.verdicts().replaced() > 0) {
            throw new UsageException("--file must be made with --clean: every line of a bench is a new rating");
        }
        if (manifest.lines() < count) {
            throw new UsageException(
                    "--ratings %,d are more than the %,d of %s".formatted(count, manifest.lines(), file));
        }
        List<BenchRating> ratings = new ArrayList<>(count);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            while (ratings.size() < count) {
                ratings.add(rating(lines.readLine()));
            }
        }
        return ratings;
    }

    private static BenchRating rating(String line) throws IOException {
        BenchRating rating = BenchRating.of(line.getBytes(StandardCharsets.UTF_8), JSON.readTree(line));
        if (!rating.startsWithKey() || rating.serviceEventId().length() + RunKey.LENGTH > LONGEST_KEY) {
            throw new UsageException("a rating does not begin with a key that has room for a mark: " + line);
        }
        return rating;
    }
}
