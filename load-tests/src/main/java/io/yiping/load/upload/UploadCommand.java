package io.yiping.load.upload;

import io.yiping.load.console.Progress;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.reckon.Before;
import io.yiping.load.reckon.Reckoning;
import io.yiping.load.reckon.Sent;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * {@code upload}: sends a file of ratings in one stream, goes on after every cut, then checks that the verdicts and the service's
 * figures are what the manifest says.
 *
 * <p>Bound: memory does not grow with the file, except sixteen bytes a block of lines.
 *
 * <p>Failure: exit code 1 and the differences in words, if anything is not as it must be. An upload that the service ended is one:
 * the account says what was committed, and the figures must have moved by exactly that.
 */
public final class UploadCommand {
    private final PrintStream out;

    public UploadCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) throws IOException, InterruptedException {
        UploadSettings settings = UploadSettings.parse(words);
        try (RatingsFile file = RatingsFile.open(settings.file())) {
            return run(settings, file);
        }
    }

    private int run(UploadSettings settings, RatingsFile file) throws IOException, InterruptedException {
        Reckoning reckoning = Reckoning.before(
                out, file.manifest(), settings.dimensions(), List.of(settings.endpoint()), settings.requestTimeout());
        UploadExpectation expectation = new UploadExpectation(file.manifest(), reckoning.ratingsBefore());
        UploadAccount account = new UploadAccount(settings.results(), file.blocks());
        Upload upload = upload(settings, file, account);
        boolean certain = account.ended() && upload.cut() + upload.lost() == 0;
        Sent sent = new Sent(account.version(), account.verdicts().standing(), certain);
        if (upload.failure() != null) {
            out.printf("stopped: %s%n", upload.failure());
            out.printf("committed through line %,d of %,d%n", account.committed(), file.lines());
            reckoning.figures(Before.SOMETHING, sent);
            return 1;
        }
        List<String> differences = expectation.differences(account, settings.results(), upload.linesAgain());
        boolean agreed = reckoning.verdicts(differences, expectation.basis(account, upload.linesAgain()));
        agreed &= reckoning.figures(expectation.before(), sent);
        return agreed ? 0 : 1;
    }

    private Upload upload(UploadSettings settings, RatingsFile file, UploadAccount account)
            throws IOException, InterruptedException {
        Progress progress = new Progress(out);
        Upload upload = new Upload(file, settings, account, progress);
        long started = System.nanoTime();
        upload.run();
        double seconds = (System.nanoTime() - started) / 1e9;
        progress.close();
        out.printf(
                "%,d lines in %.1f s, %,.0f lines/s (%s, results=%s%s)%n",
                account.committed(),
                seconds,
                account.committed() / seconds,
                settings.gzip() ? "gzip" : "plain",
                settings.results().name().toLowerCase(Locale.ROOT),
                settings.unread() ? ", nothing read before all was written" : "");
        out.println(account);
        if (upload.cut() + upload.lost() > 0) {
            out.printf(
                    "cut %,d times (seed %d), otherwise lost %,d times; %,d lines sent again%n",
                    upload.cut(), settings.seed(), upload.lost(), upload.linesAgain());
        }
        return upload;
    }
}
