package io.yiping.load.read;

import io.yiping.load.console.UsageException;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code read}: how long {@code GET /v1/stats} takes for what nobody has asked before, and for what has not changed; or two such
 * measurements side by side.
 *
 * <p>Failure: exit code 1 when a question is not answered, with what was answered.
 */
public final class ReadCommand {
    private final PrintStream out;

    public ReadCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws IOException, InterruptedException {
        if (!words.isEmpty() && words.get(0).equals("--compare")) {
            return compare(words);
        }
        ReadSettings settings = ReadSettings.parse(words);
        try (HttpConnection connection = new HttpConnection(settings.endpoint(), settings.requestTimeout())) {
            Readings readings = measure(settings, connection);
            if (settings.out() != null) {
                readings.write(settings.out());
            }
        }
        return 0;
    }

    private int compare(List<String> words) throws IOException {
        if (words.size() != 3) {
            throw new UsageException("--compare needs two files, as in --compare a.json b.json");
        }
        new Table(out).compare(Readings.read(Path.of(words.get(1))), Readings.read(Path.of(words.get(2))));
        return 0;
    }

    private Readings measure(ReadSettings settings, HttpConnection connection)
            throws IOException, InterruptedException {
        StatsReader stats = new StatsReader(connection);
        Found found = new Exploration(stats).explore();
        long firstVersion = stats.total(0).version();
        out.printf(
                "%s: %,d ratings from %s to %s at version %d; %d requests each, one connection, seed %d%n",
                settings.endpoint(),
                found.ratings(),
                found.firstDay(),
                found.lastDay(),
                firstVersion,
                settings.requests(),
                settings.seed());
        List<Reading> all = readAll(settings, connection, found);
        return new Readings(
                settings.endpoint().toString(),
                found.ratings(),
                firstVersion,
                stats.total(0).version(),
                settings.requests(),
                settings.seed(),
                all);
    }

    private List<Reading> readAll(ReadSettings settings, HttpConnection connection, Found found) throws IOException {
        Wording wording = new Wording(found, settings.seed());
        Reader reader = new Reader(connection, wording, settings.requests(), settings.warmUp());
        Table table = new Table(out);
        List<Reading> all = new ArrayList<>();
        table.head();
        int line = 0;
        for (Question question : Question.about(found)) {
            if (question.line() != line) {
                line = question.line();
                table.line(line);
            }
            Reading reading = reader.read(question);
            table.row(reading);
            all.add(reading);
        }
        return all;
    }
}
