package io.yiping.load.bench;

import io.yiping.load.console.UsageException;
import io.yiping.load.http.Endpoint;
import java.io.PrintStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bench}: storing ratings through the service beside COPY and beside one INSERT a transaction, and reading figures beside a
 * constant of the same service; all on the same server in the same run.
 *
 * <p>Bound: the ratings are held in memory, about 600 bytes each.
 *
 * <p>Failure: exit code 1 when a durability setting is off, a rating is not stored, the figures do not move by what was stored, or
 * the service's audit finds a difference.
 */
public final class BenchCommand {
    private static final int INSERTS_CONNECTIONS = 64;
    private static final int SINGLES_CONNECTIONS = 128;
    private static final int[] BATCHES = {500, 2_000, 5_000};

    /** Fresh readings of two runs beside the same data begin with other words. */
    private static final int WORDINGS = 200_000;

    private final PrintStream out;

    public BenchCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws Exception {
        BenchSettings settings = BenchSettings.parse(words);
        List<BenchRating> ratings = BenchFile.read(settings.file(), settings.ratings());
        try (Connection connection = settings.database().connect()) {
            ServerSettings server = ServerSettings.read(connection);
            if (!server.off().isEmpty()) {
                out.println("refused: " + String.join(", ", server.off()) + " must be on, or no figure means anything");
                return 1;
            }
            List<Series> all = measure(settings, ratings, connection);
            Report report = new Report(out);
            report.results(all);
            ratios(report, all);
            out.println();
            report.environment(settings, server, words);
        }
        return 0;
    }

    private List<Series> measure(BenchSettings settings, List<BenchRating> ratings, Connection connection)
            throws Exception {
        long startSeconds = System.currentTimeMillis() / 1000;
        FoldingBacklog backlog = new FoldingBacklog(connection);
        ServiceAudit audit = new ServiceAudit(settings.endpoint());
        try (Connections connections = Connections.open(settings.database(), INSERTS_CONNECTIONS)) {
            List<Measurement> all = new ArrayList<>();
            for (ReferenceTable table :
                    List.of(ReferenceTable.emptied(connection), ReferenceTable.growing(connection))) {
                all.add(new CopyRows(connection, table));
                all.add(new SingleInserts(connections.all(), table));
            }
            addStoring(all, settings.endpoint(), backlog);
            addReading(all, settings, backlog, (int) (startSeconds * 10_007 % WORDINGS));
            return new Rounds(ratings, settings, connection, backlog, audit, new RunKey(startSeconds), out)
                    .run(chosen(all, settings.series()));
        }
    }

    private static void addStoring(List<Measurement> all, Endpoint endpoint, FoldingBacklog backlog) {
        ServiceTotal total = new ServiceTotal(endpoint, backlog::lastVersion);
        all.add(new ServiceUpload(endpoint, total));
        for (int batch : BATCHES) {
            all.add(new ServiceBatches(endpoint, batch, total));
        }
        all.add(new ServiceSingles(endpoint, SINGLES_CONNECTIONS, total));
    }

    private static void addReading(
            List<Measurement> all, BenchSettings settings, FoldingBacklog backlog, int firstWording) {
        for (ServiceReads.What what : ServiceReads.What.values()) {
            all.add(new ServiceReads(
                    what, settings.endpoint(), settings.connections(), backlog::lastVersion, firstWording));
        }
    }

    static List<Measurement> chosen(List<Measurement> all, List<String> words) {
        List<String> known = all.stream().map(Measurement::word).toList();
        for (String word : words) {
            if (!known.contains(word)) {
                throw new UsageException("--series has words of " + String.join(",", known) + ", not " + word);
            }
        }
        return all.stream()
                .filter(one -> words.isEmpty() || words.contains(one.word()))
                .toList();
    }

    /** Each beside its yardsticks, where both were measured. */
    private static void ratios(Report report, List<Series> all) {
        for (Series one : all) {
            List<String> yardsticks =
                    switch (one.measurement().kind()) {
                        case BULK -> List.of("copy", "copy-growing");
                        case SINGLES -> List.of("inserts", "inserts-growing");
                        case READS, FRESH_READS -> List.of("constant");
                    };
            if (!yardsticks.contains(one.word())) {
                all.stream()
                        .filter(other -> yardsticks.contains(other.word()))
                        .forEach(yardstick -> report.ratio(one, yardstick));
            }
        }
    }
}
