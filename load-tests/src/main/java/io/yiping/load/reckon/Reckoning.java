package io.yiping.load.reckon;

import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.manifest.Manifest;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at every instance before and after a run, and prints what agrees and what does not. */
public final class Reckoning {
    private final PrintStream out;
    private final Manifest manifest;
    private final List<String> dimensions;
    private final List<StatsReader> readers = new ArrayList<>();
    private final List<Figures> earlier = new ArrayList<>();

    private Reckoning(PrintStream out, Manifest manifest, List<String> dimensions) {
        this.out = out;
        this.manifest = manifest;
        this.dimensions = dimensions;
    }

    /** Reads and prints what stands before the run. */
    public static Reckoning before(
            PrintStream out, Manifest manifest, List<String> dimensions, List<Endpoint> endpoints, Duration timeout)
            throws IOException, InterruptedException {
        Reckoning reckoning = new Reckoning(out, manifest, dimensions);
        Duration most = Duration.ofSeconds(StatsReader.PATIENCE_SECONDS);
        Duration patience = timeout.compareTo(most) < 0 ? timeout : most;
        for (Endpoint endpoint : endpoints) {
            StatsReader reader = new StatsReader(new HttpConnection(endpoint, timeout), patience);
            Figures now = reader.total(0);
            reckoning.readers.add(reader);
            reckoning.earlier.add(now);
            out.printf("%s: %,d ratings at version %d%n", endpoint, now.ratings(), now.version());
        }
        return reckoning;
    }

    public long ratingsBefore() {
        return earlier.get(0).ratings();
    }

    /** Says whether the verdicts are as they must be. */
    public boolean verdicts(List<String> differences, String basis) {
        return report("manifest: verdicts", differences, basis);
    }

    /** Compares the figures of every instance, and says whether they are as they must be. */
    public boolean figures(Before before, Sent sent) throws IOException, InterruptedException {
        Reconciliation reconciliation = new Reconciliation(manifest, before, sent, dimensions);
        boolean agreed = true;
        for (int i = 0; i < readers.size(); i++) {
            List<String> differences = reconciliation.differences(readers.get(i), earlier.get(i));
            agreed &= report(readers.get(i).endpoint() + ": figures and audit", differences, reconciliation.compared());
        }
        return agreed;
    }

    private boolean report(String subject, List<String> differences, String basis) {
        String beside = basis.isEmpty() ? "" : " (" + basis + ")";
        out.println(subject + (differences.isEmpty() ? " agree" : " DIFFER") + beside);
        differences.forEach(difference -> out.println("  " + difference));
        return differences.isEmpty();
    }
}
