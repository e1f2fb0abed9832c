package io.yiping.load;

import io.yiping.load.bench.BenchCommand;
import io.yiping.load.console.UsageException;
import io.yiping.load.generate.GenerateCommand;
import io.yiping.load.lag.LagCommand;
import io.yiping.load.read.ReadCommand;
import io.yiping.load.send.SendCommand;
import io.yiping.load.upload.UploadCommand;
import io.yiping.load.watch.WatchCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * The door: {@code generate}, {@code send}, {@code upload}, {@code bench}, {@code read}, {@code watch}, {@code lag}.
 *
 * <p>Exit codes: 0 all is as it must be, 1 it is not, 2 the command line is wrong.
 */
public final class LoadTests {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final String USAGE = """
            java -jar load-tests.jar generate --out FILE [--ratings 1000000] [--seed 42] [--clean | --dirt 1] [--keys guangdong|random]
                                     [--until 2026-11-20] [--days 30] [--levels 99.82,0.14,0.0249,0.0049,0.0102] [--default-share 0.05]
                makes ratings, one JSON object a line, and FILE.manifest.json: what sending them must lead to

            java -jar load-tests.jar send --file FILE [--url http://localhost:8080[,http://localhost:8081]] [--batch 2000] [--clients 8]
                                     [--twice-every N] [--shuffle-seed N] [--from LINE] [--to LINE] [--timeout 30m]
                                     [--request-timeout 60s] [--dimensions level,origin,channel,region,agency,matter,day,hour]
                sends them in batches (a multiple of 500 lines) and compares verdicts and figures with the manifest

            java -jar load-tests.jar upload --file FILE [--url http://localhost:8080] [--gzip] [--rate BYTES/s] [--cut N] [--seed N]
                                     [--results summary|problems|all] [--unread] [--timeout 30m] [--request-timeout 60s]
                                     [--dimensions level,…]
                sends them in one stream, cut at N places and gone on with, and compares as send does; --unread reads nothing before
                all is written: with --results summary that must work, else the service ends it and the account says how far it came

            java -jar load-tests.jar bench --file FILE --database postgresql://user:password@localhost:5432/db
                                     [--url http://localhost:8080] [--rounds 5] [--ratings 100000] [--singles 20000] [--warm-up N]
                                     [--reads 200000] [--fresh-reads 2000] [--connections 32] [--series copy,inserts,copy-growing,
                                     inserts-growing,upload,batches-500,batches-2000,batches-5000,singles,constant,unchanged,kept,fresh]
                measures the service beside COPY and single INSERTs on its own database, and readings beside a constant; FILE must be
                made with --clean. Before each measurement that stores, N ratings are stored in the same way and not timed: a tenth
                of --ratings

            java -jar load-tests.jar read [--url http://localhost:8080] [--requests 200] [--seed N] [--out read.json]
            java -jar load-tests.jar read --compare a.json b.json
                measures how long figures take that nobody has asked for before, line by line of what is served, and 304 answers;
                or lays two such measurements side by side

            java -jar load-tests.jar watch [--url http://localhost:8080] [--watchers 100] [--silent 0] [--query by=channel] [--time 60s]
                watches live figures over many connections, some of which are never read: no version and no count may go back

            java -jar load-tests.jar lag [--url http://localhost:8080[,http://localhost:8081]] [--time 60s] [--pause-millis 50]
                                     [--most-millis 300] [--patience 30s]
                sends ratings of an invented agency one by one to the first instance and reads that agency's figures on the second (on
                the same without one) until each is there; fails when the 99th percentile is more than --most-millis
            """;

    private LoadTests() {}

    public static void main(String[] words) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(words), out));
    }

    static int run(List<String> words, PrintStream out) {
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> options = words.isEmpty() ? words : words.subList(1, words.size());
        try {
            return switch (command) {
                case "generate" -> new GenerateCommand(out).run(options);
                case "send" -> new SendCommand(out).run(options);
                case "upload" -> new UploadCommand(out).run(options);
                case "read" -> new ReadCommand(out).run(options);
                case "watch" -> new WatchCommand(out).run(options);
                case "lag" -> new LagCommand(out).run(options);
                case "bench" -> new BenchCommand(out).run(options);
                case "", "help", "--help", "-h" -> usage(out);
                default -> throw new UsageException("unknown command " + command);
            };
        } catch (UsageException e) {
            out.println((command.isEmpty() ? "" : command + ": ") + e.getMessage() + "\n");
            usage(out);
            return MISUSED;
        } catch (IOException | SQLException | UncheckedIOException e) {
            out.println(command + " failed: " + e.getMessage());
            return FAILED;
        } catch (Exception e) {
            e.printStackTrace(out);
            return FAILED;
        }
    }

    private static int usage(PrintStream out) {
        out.print(USAGE);
        return 0;
    }
}
