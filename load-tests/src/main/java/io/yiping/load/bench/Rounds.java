package io.yiping.load.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * Runs the measurements in turn, round after round; each round begins with the next one, so that none always follows the same, and
 * none begins before the service has folded what the one before left.
 *
 * <p>Failure: what a measurement throws ends the bench: no figure stands beside a failure.
 */
final class Rounds {
    /** A service that writes fewer bytes of WAL for a rating writes to another server. */
    private static final double LEAST_WAL_BYTES = 50;

    private static final String WAL_POSITION = "SELECT pg_current_wal_lsn() - '0/0'";

    private final List<BenchRating> ratings;
    private final BenchSettings settings;
    private final Connection connection;
    private final FoldingBacklog backlog;
    private final RunKey keys;
    private final PrintStream out;

    Rounds(
            List<BenchRating> ratings,
            BenchSettings settings,
            Connection connection,
            FoldingBacklog backlog,
            RunKey keys,
            PrintStream out) {
        this.ratings = ratings;
        this.settings = settings;
        this.connection = connection;
        this.backlog = backlog;
        this.keys = keys;
        this.out = out;
    }

    List<Series> run(List<Measurement> measurements) throws Exception {
        List<Series> all = measurements.stream().map(Series::of).toList();
        for (int round = 0; round < settings.rounds(); round++) {
            for (int i = 0; i < all.size(); i++) {
                measure(all.get((round + i) % all.size()), round);
            }
        }
        return all;
    }

    private void measure(Series series, int round) throws Exception {
        Measurement measurement = series.measurement();
        if (settings.warmUp() > 0) {
            measurement
                    .prepare(ratings.subList(0, settings.warmUp()), keys.next())
                    .run();
        }
        int rows = measurement.inBulk() ? settings.ratings() : settings.singles();
        Measurement.Timed timed = measurement.prepare(ratings.subList(0, rows), keys.next());
        backlog.awaitNone();
        double walBefore = walPosition();
        long started = System.nanoTime();
        Measurement.Course course = timed.run();
        double seconds = (System.nanoTime() - started) / 1e9;
        double walBytes = (walPosition() - walBefore) / rows;
        series.rowsPerSecond().add(rows / seconds);
        series.walBytesPerRow().add(walBytes);
        if (course.storedNanos() > 0) {
            series.storedPerSecond().add(rows / ((course.storedNanos() - started) / 1e9));
        }
        out.println(String.format(
                Locale.ROOT,
                "round %d/%d  %-48s %,9.0f rows/s  %,6.1f s  WAL %,.0f bytes/row%s",
                round + 1,
                settings.rounds(),
                series.name(),
                rows / seconds,
                seconds,
                walBytes,
                course.refusals() == 0 ? "" : "  refusals " + course.refusals()));
        if (walBytes < LEAST_WAL_BYTES) {
            throw new SQLException(
                    measurement.name() + " left no trace in the WAL: --url does not write to --database");
        }
        measurement.verify(rows);
    }

    private double walPosition() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WAL_POSITION)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
