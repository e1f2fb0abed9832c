package io.yiping.load.send;

import io.yiping.load.console.Progress;
import io.yiping.load.console.UsageException;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code send}: posts a file of ratings in batches from several clients, then checks that the verdicts and the service's figures
 * are what the manifest says.
 *
 * <p>Bound: one batch a client in memory; the whole run ends at {@code --timeout}.
 *
 * <p>Failure: exit code 1 and the differences in words, if anything is not as it must be.
 */
public final class SendCommand {
    private static final int MAX_BODY_BYTES = 5 << 20;

    private final PrintStream out;

    public SendCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws IOException, InterruptedException {
        SendSettings settings = SendSettings.parse(words);
        Manifest manifest = manifest(settings.file());
        try (RatingsFile file = RatingsFile.open(settings.file())) {
            if (file.bytes() != manifest.bytes() || file.lines() != manifest.lines()) {
                throw new UsageException(settings.file() + " is not the file that its manifest was written for");
            }
            SendPlan plan = new SendPlan(settings, file);
            checkSizes(plan, file);
            return run(settings, manifest, file, plan);
        }
    }

    private static Manifest manifest(Path ratings) throws IOException {
        Path manifest = Manifest.beside(ratings);
        if (!Files.isReadable(manifest)) {
            throw new UsageException(manifest + " is missing: make the file with generate");
        }
        return Manifest.read(manifest);
    }

    private static void checkSizes(SendPlan plan, RatingsFile file) {
        if (plan.sends().isEmpty()) {
            throw new UsageException("there are no lines from --from to --to: the file has " + file.lines());
        }
        for (SendPlan.Send send : plan.sends()) {
            long bytes = file.bytesOf(send.firstBlock(), send.endBlock());
            if (bytes >= MAX_BODY_BYTES) {
                throw new UsageException(
                        "--batch is too large: %,d bytes of at most %,d".formatted(bytes, MAX_BODY_BYTES));
            }
        }
    }

    private int run(SendSettings settings, Manifest manifest, RatingsFile file, SendPlan plan)
            throws IOException, InterruptedException {
        List<StatsReader> readers = settings.endpoints().stream()
                .map(endpoint -> new StatsReader(new HttpConnection(endpoint, settings.requestTimeout())))
                .toList();
        List<Figures> before = new ArrayList<>();
        for (StatsReader reader : readers) {
            Figures now = reader.total(0);
            before.add(now);
            out.printf("%s: %,d ratings at version %d%n", reader.endpoint(), now.ratings(), now.version());
        }
        Account account = send(settings, file, plan);
        Expectation expectation = Expectation.of(manifest, plan, before.get(0).ratings());
        boolean agreed = reportVerdicts(account, expectation);
        if (account.failure() != null) {
            out.println("figures: not compared, because the run was stopped");
            return 1;
        }
        Reconciliation reconciliation = new Reconciliation(manifest, expectation, account, settings.dimensions());
        for (int i = 0; i < readers.size(); i++) {
            List<String> differences = reconciliation.differences(readers.get(i), before.get(i));
            agreed &= reportFigures(readers.get(i), reconciliation.compared(), differences);
        }
        return agreed ? 0 : 1;
    }

    private Account send(SendSettings settings, RatingsFile file, SendPlan plan) throws InterruptedException {
        Account account = new Account();
        Progress progress = new Progress(out);
        Deadline deadline = new Deadline(settings.timeout());
        long started = System.nanoTime();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < settings.clients(); i++) {
            List<HttpConnection> connections = connections(settings.endpoints(), settings.requestTimeout());
            BatchClient client = new BatchClient(plan, file, connections, account, deadline, progress);
            clients.add(new Thread(client, "client-" + i));
        }
        clients.forEach(Thread::start);
        for (Thread client : clients) {
            client.join();
        }
        progress.close();
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf(
                "%,d ratings in %.1f s, %,.0f ratings/s%n",
                account.verdicts().received(), seconds, account.verdicts().received() / seconds);
        return account;
    }

    private static List<HttpConnection> connections(List<Endpoint> endpoints, Duration timeout) {
        return endpoints.stream()
                .map(endpoint -> new HttpConnection(endpoint, timeout))
                .collect(Collectors.toList());
    }

    private boolean reportVerdicts(Account account, Expectation expectation) {
        Verdicts verdicts = account.verdicts();
        out.println(verdicts);
        out.println(account.transport());
        List<String> differences = new ArrayList<>(expectation.differences(verdicts, account.certain()));
        if (account.failure() != null) {
            differences.add(0, "stopped: " + account.failure());
        }
        return report("manifest: verdicts", differences, expectation.basis(account.certain()));
    }

    private boolean reportFigures(StatsReader reader, String compared, List<String> differences) {
        return report(reader.endpoint() + ": figures and audit", differences, compared);
    }

    private boolean report(String subject, List<String> differences, String basis) {
        String beside = basis.isEmpty() ? "" : " (" + basis + ")";
        out.println(subject + (differences.isEmpty() ? " agree" : " DIFFER") + beside);
        differences.forEach(difference -> out.println("  " + difference));
        return differences.isEmpty();
    }
}
