package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.yiping.faults.Sockets.Call;
import io.yiping.faults.Sockets.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGTERM. Under load: every request of the time in which the service takes leave gets its answer, which asks to close the
 * connection, uploads are told how far they got, and nothing acknowledged is lost. Once more while the first is still
 * obeyed: the end, at once.
 *
 * <p>Who sends on after that time may be answered, refused or cut: the door closes while he stands in it. What was cut is counted in the output, and is stored exactly once after it was sent again.
 *
 * <p>Negative control: with {@code QUARKUS_SHUTDOWN_DELAY=0.05S} and {@code QUARKUS_SHUTDOWN_TIMEOUT=0.05S} requests are
 * cut and uploads are not told (I13).
 */
class LeavingIT {

    /** SIGTERM's own status. */
    private static final int ENDED_BY_TERM = 128 + 15;

    private static final int CLIENTS = 4;

    /** {@code quarkus.shutdown.delay}. */
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A second is meant; without a second signal the first stop would last 20 s. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("leaving", Map.of());

    @Test
    void secondSignal_endsAtOnce() throws Exception {
        ServiceProcess one = cluster.one();
        try (UploadSocket upload = new UploadSocket(one.uri("/v1/ratings/stream?results=all"), false);
                Socket unfinished = new Socket(
                        InetAddress.getLoopbackAddress(), one.uri("/").getPort())) {
            upload.write("{\"serviceEventId\"".getBytes(StandardCharsets.US_ASCII));
            beginRequest(unfinished);
            one.terminate();
            Waits.until("it is leaving", PATIENCE, () -> !one.isReady());
            assertTrue(one.isAlive(), "the request that is under way keeps it");
            long second = System.nanoTime();
            one.terminate();
            int status = one.awaitEnd();
            Duration took = Duration.ofNanos(System.nanoTime() - second);
            System.out.printf("the second SIGTERM ended it with %d after %d ms%n", status, took.toMillis());
            assertEquals(ENDED_BY_TERM, status);
            assertTrue(took.compareTo(AT_ONCE) < 0, () -> "it took " + took);
        } finally {
            if (one.isAlive()) {
                one.kill();
            }
            one.restart();
            one.awaitReady();
        }
    }

    /** It never gets the rest of its body, and is waited for. */
    private static void beginRequest(Socket socket) throws IOException {
        String begun =
                "POST /v1/ratings HTTP/1.1\r\nHost: any\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void leavingUnderLoad_whatWasTakenIsAnswered(long seed) throws Exception {
        ServiceProcess one = cluster.one();
        Trial trial = new Trial("leaving", seed, cluster.postgres(), cluster.instances());
        Sockets sockets = new Sockets();
        Uploads uploads = new Uploads(trial, cluster.instances());
        long[] signalled = new long[2];
        Client client = new Client(trial.journal(), sockets);
        try (Load leaving = new Load(client, trial.offers(), List.of(one));
                Load staying = new Load(client, trial.offers(), List.of(cluster.other()))) {
            leaving.start(CLIENTS, trial.random());
            staying.start(CLIENTS, trial.random());
            uploads.start();
            uploads.strikeMidway(() -> {
                signalled[0] = System.nanoTime();
                one.terminate();
            });
            assertEquals(ENDED_BY_TERM, one.awaitEnd());
            signalled[1] = System.nanoTime();
            Waits.until("it refuses", PATIENCE, () -> first(Outcome.REFUSED, sockets.calls(one)) < Long.MAX_VALUE);
            uploads.awaitEnds();
        }
        report(trial, sockets.calls(one), signalled);
        List<Finding> findings = new ArrayList<>(unanswered(sockets.calls(one), signalled[0]));
        uploads.requireCut(1);
        if (!Set.copyOf(uploads.ends()).equals(Set.of("/problems/not-ready"))) {
            findings.add(new Finding("I13", "uploads were not told that the service stops: " + uploads.ends()));
        }
        one.restart();
        cluster.awaitReady();
        trial.awaitNewAcknowledgements();
        uploads.resume();
        System.out.println(trial + ": " + uploads);
        findings.addAll(uploads.findings());
        findings.addAll(trial.resendAndReconcile());
        Finding.requireNone(trial.toString(), findings);
    }

    /** I13, of the requests to the one that left. */
    private static List<Finding> unanswered(List<Call> calls, long signalled) {
        long asked = calls.stream()
                .filter(call -> call.outcome() == Outcome.ANSWERED_AND_CLOSED)
                .mapToLong(Call::endNanos)
                .min()
                .orElse(Long.MAX_VALUE);
        List<Finding> findings = new ArrayList<>();
        for (Call call : calls) {
            String sent = "sent " + millis(signalled, call.nanos()) + " ms after the signal";
            if (call.outcome() == Outcome.UNANSWERED && call.nanos() - signalled < LEAVE.toNanos()) {
                findings.add(new Finding("I13", "taken and not answered, " + sent));
            } else if (call.outcome() == Outcome.ANSWERED && call.nanos() > asked) {
                findings.add(new Finding("I13", "not asked to close, unlike others before, " + sent));
            }
        }
        if (asked == Long.MAX_VALUE) {
            findings.add(new Finding("I13", "nobody was asked to close"));
        }
        return findings;
    }

    private static void report(Trial trial, List<Call> calls, long[] signalled) {
        System.out.printf(
                "%s: after the signal clients were asked to close from %d ms, cut from %d ms, refused from %d ms, it had ended "
                        + "after %d ms; requests sent to it since %s%n",
                trial,
                millis(signalled[0], first(Outcome.ANSWERED_AND_CLOSED, calls)),
                millis(signalled[0], first(Outcome.UNANSWERED, calls)),
                millis(signalled[0], first(Outcome.REFUSED, calls)),
                millis(signalled[0], signalled[1]),
                since(signalled[0], calls));
    }

    /** @return the end of time when there is none */
    private static long first(Outcome outcome, List<Call> calls) {
        return calls.stream()
                .filter(call -> call.outcome() == outcome)
                .mapToLong(Call::nanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static Map<Outcome, Long> since(long nanos, List<Call> calls) {
        return calls.stream()
                .filter(call -> call.nanos() > nanos)
                .collect(Collectors.groupingBy(
                        Call::outcome, () -> new EnumMap<>(Outcome.class), Collectors.counting()));
    }

    /** @return -1 for the end of time */
    private static long millis(long from, long to) {
        return to == Long.MAX_VALUE ? -1 : (to - from) / 1_000_000;
    }
}
