package io.yiping.load.send;

import io.yiping.load.console.Deadline;
import io.yiping.load.console.Progress;
import io.yiping.load.console.UsageException;
import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.reckon.Expectation;
import io.yiping.load.reckon.Reckoning;
import io.yiping.load.reckon.Sent;
import java.io.IOException;
import java.io.PrintStream;
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
        try (RatingsFile file = RatingsFile.open(settings.file())) {
            SendPlan plan = new SendPlan(settings, file);
            checkSizes(plan, file);
            return run(settings, file, plan);
        }
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

    private int run(SendSettings settings, RatingsFile file, SendPlan plan) throws IOException, InterruptedException {
        Reckoning reckoning = Reckoning.before(
                out, file.manifest(), settings.dimensions(), settings.endpoints(), settings.requestTimeout());
        Account account = send(settings, file, plan);
        Expectation expectation = plan.expectation(file.manifest(), reckoning.ratingsBefore());
        boolean agreed = reportVerdicts(account, expectation, reckoning);
        if (account.failure() != null) {
            out.println("figures: not compared, because the run was stopped");
            return 1;
        }
        Sent sent = new Sent(account.version(), account.verdicts().standing(), account.certain());
        agreed &= reckoning.figures(expectation.before(), sent);
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

    private boolean reportVerdicts(Account account, Expectation expectation, Reckoning reckoning) {
        Verdicts verdicts = account.verdicts();
        out.println(verdicts);
        out.println(account.transport());
        List<String> differences = new ArrayList<>(expectation.differences(verdicts, account.certain()));
        if (account.failure() != null) {
            differences.add(0, "stopped: " + account.failure());
        }
        return reckoning.verdicts(differences, expectation.basis(account.certain()));
    }
}
