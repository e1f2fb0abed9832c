package io.yiping.load.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.util.List;

/**
 * {@code bench}: storing ratings through the service beside COPY and beside one INSERT a transaction, all on the same server in
 * the same run.
 *
 * <p>Bound: the ratings are held in memory, about 600 bytes each.
 *
 * <p>Failure: exit code 1 when a durability setting is off, a rating is not stored, or the service's audit finds a difference.
 */
public final class BenchCommand {
    private static final int FEW_CONNECTIONS = 64;
    private static final int MANY_CONNECTIONS = 128;

    private final PrintStream out;

    public BenchCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws Exception {
        BenchSettings settings = BenchSettings.parse(words);
        List<BenchRating> ratings = BenchFile.read(settings.file(), settings.ratings());
        try (Connection connection = settings.database().connect()) {
            ServerSettings server = ServerSettings.read(connection);
            Report report = new Report(out);
            report.environment(settings, server);
            if (!server.off().isEmpty()) {
                out.println("refused: " + String.join(", ", server.off()) + " must be on, or no figure means anything");
                return 1;
            }
            run(settings, ratings, connection, report);
        }
        return 0;
    }

    private void run(BenchSettings settings, List<BenchRating> ratings, Connection connection, Report report)
            throws Exception {
        ReferenceTable table = ReferenceTable.create(connection);
        ServiceAudit audit = new ServiceAudit(settings.endpoint());
        RunKey keys = new RunKey(System.currentTimeMillis() / 1000);
        try (SingleInserts inserts = SingleInserts.connect(settings.database(), table)) {
            FoldingBacklog backlog = new FoldingBacklog(connection);
            List<Series> all = new Rounds(ratings, settings, connection, backlog, keys, out)
                    .run(List.of(
                            new CopyRows(connection, table),
                            new ServiceBatches(settings.endpoint(), audit),
                            new ServiceUpload(settings.endpoint(), audit, backlog),
                            inserts,
                            new ServiceSingles(settings.endpoint(), FEW_CONNECTIONS, audit),
                            new ServiceSingles(settings.endpoint(), MANY_CONNECTIONS, audit)));
            report.results(all);
            report.ratio(all.get(1), all.get(0));
            report.ratio(all.get(2), all.get(0));
            report.foldingShare(all.get(2));
            report.ratio(all.get(4), all.get(3));
            report.ratio(all.get(5), all.get(3));
        }
    }
}
