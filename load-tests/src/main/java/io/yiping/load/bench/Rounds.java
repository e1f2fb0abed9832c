package io.yiping.load.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * Runs the measurements in turn, round after round. Each round begins one further, so that not the same one is always first; apart
 * from that each follows the same one. None begins before the service has folded what the one before left. The service's audit
 * ends each round.
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
    private final ServiceAudit audit;
    private final RunKey keys;
    private final PrintStream out;

    Rounds(
            List<BenchRating> ratings,
            BenchSettings settings,
            Connection connection,
            FoldingBacklog backlog,
            ServiceAudit audit,
            RunKey keys,
            PrintStream out) {
        this.ratings = ratings;
        this.settings = settings;
        this.connection = connection;
        this.backlog = backlog;
        this.audit = audit;
        this.keys = keys;
        this.out = out;
    }

    List<Series> run(List<Measurement> measurements) throws Exception {
        List<Series> all = measurements.stream().map(Series::of).toList();
        for (int round = 0; round < settings.rounds(); round++) {
            for (int i = 0; i < all.size(); i++) {
                measure(all.get((round + i) % all.size()), round);
            }
            if (all.stream().anyMatch(series -> series.measurement().leavesFolding())) {
                audit.verify();
            }
        }
        return all;
    }

    private void measure(Series series, int round) throws Exception {
        Measurement measurement = series.measurement();
        int count = settings.count(measurement.kind());
        int warmUp = settings.warmUp(measurement.kind());
        if (warmUp > 0) {
            measurement.prepare(work(measurement, warmUp)).run();
        }
        backlog.awaitNone();
        Measurement.Timed timed = measurement.prepare(work(measurement, count));
        double walBefore = walPosition();
        long started = System.nanoTime();
        Measurement.Course course = timed.run();
        double answeredSeconds = secondsSince(started);
        if (measurement.leavesFolding()) {
            backlog.awaitNone();
        }
        double seconds = measurement.leavesFolding() ? secondsSince(started) : answeredSeconds;
        double walBytes = (walPosition() - walBefore) / count;
        series.perSecond().add(count / seconds);
        series.answeredPerSecond().add(count / answeredSeconds);
        series.bytes().add(measurement.kind().stores() ? walBytes : course.answerBytes());
        progress(series, round, seconds, course.refusals());
        if (measurement.kind().stores() && walBytes < LEAST_WAL_BYTES) {
            throw new SQLException(
                    measurement.name() + " left no trace in the WAL: --url does not write to --database");
        }
        measurement.verify(count);
    }

    private Work work(Measurement measurement, int count) {
        return measurement.kind().stores() ? Work.storing(ratings.subList(0, count), keys.next()) : Work.reading(count);
    }

    private static double secondsSince(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private void progress(Series series, int round, double seconds, long refusals) {
        out.println(String.format(
                Locale.ROOT,
                "round %d/%d  %-52s %,9.0f/s  %,6.1f s  %,.0f bytes of %s%s",
                round + 1,
                settings.rounds(),
                series.name(),
                series.perSecond().get(round),
                seconds,
                series.bytes().get(round),
                series.measurement().kind().stores() ? "WAL a row" : "an answer",
                refusals == 0 ? "" : "  refusals " + refusals));
    }

    private double walPosition() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WAL_POSITION)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
