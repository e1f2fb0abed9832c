package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts are exact at a version, for every reader and on every instance, while ratings stream in, while counts are
 * folded every second, and while an instance is killed and started again.
 *
 * <p>Negative control: {@link NegativeControlIT}, counts outside of the transaction.
 */
class VersionsIT {

    private static final Map<String, String> FOLD_OFTEN = Map.of(
            "YIPING_COUNT_FOLD_AFTER", "1s",
            "YIPING_COUNT_FOLD_AT_CHANGES", "2000",
            "YIPING_COUNT_JOURNAL_KEPT", "1h");
    private static final String FOLDED = "SELECT version FROM count_fold";
    private static final String LATEST = "SELECT coalesce(max(version), 0) FROM count_journal";
    private static final String ROWS = "SELECT count(*) FROM rating";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("versions", FOLD_OFTEN);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void readersUnderLoad_seeExactCountsThatNeverGoBack(long seed) throws Exception {
        Trial trial = new Trial("versions", seed, cluster.postgres(), cluster.instances());
        long before = number(ROWS);
        long foldedBefore = number(FOLDED);
        Readers readers = new Readers(trial, cluster.instances());
        trial.underLoad(() -> readWhileOneIsKilled(trial, readers));
        assertTrue(number(FOLDED) > foldedBefore, "counts were folded meanwhile");
        trial.resendUnknown();
        List<Finding> findings = new ArrayList<>(trial.reconcile());
        findings.addAll(readers.findings());
        VersionsProof proof = VersionsProof.of(trial.journal(), readers.readings(), cluster.postgres(), before);
        System.out.println(trial + ": " + proof);
        findings.addAll(proof.findings());
        Finding.requireNone("versions, seed " + seed, findings);
        foldAndRestart_changeNoFigure();
    }

    private static void readWhileOneIsKilled(Trial trial, Readers readers) throws Exception {
        try (readers) {
            readers.start();
            trial.strikeInMidBurst(() -> killOne(readers));
            cluster.one().restart();
            cluster.one().awaitReady();
            trial.awaitNewAcknowledgements();
            readers.awaitBack(cluster.one());
            Thread.sleep(2_000);
        }
    }

    private static void killOne(Readers readers) throws InterruptedException {
        readers.isAway(cluster.one());
        cluster.one().kill();
    }

    /** Nothing is sent any more: every answer, by whomever and whenever, is the same. */
    private static void foldAndRestart_changeNoFigure() throws Exception {
        String first = stats(cluster.one());
        assertEquals(first, stats(cluster.other()));
        Waits.until("everything is folded", Duration.ofSeconds(10), () -> number(FOLDED) == number(LATEST));
        assertEquals(first, stats(cluster.one()));
        assertEquals(first, stats(cluster.other()));
        cluster.other().kill();
        cluster.other().restart();
        cluster.other().awaitReady();
        assertEquals(first, stats(cluster.other()));
    }

    private static String stats(ServiceProcess instance) throws Exception {
        HttpResponse<byte[]> answer =
                new Client(new SentJournal()).get(instance, "/v1/stats?by=day&minVersion=" + number(LATEST));
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertEquals(200, answer.statusCode(), body);
        return body;
    }

    private static long number(String sql) throws Exception {
        return StoredRating.number(cluster.postgres(), sql);
    }
}
