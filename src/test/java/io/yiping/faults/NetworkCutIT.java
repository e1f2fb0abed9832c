package io.yiping.faults;

import io.yiping.faults.Cable.Cut;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The network between one of two instances and PostgreSQL is cut in mid-burst, in both ways or in one, or its connections
 * are reset: nothing acknowledged is lost, both stay live, take ratings again within 10 s of mending, and hold no more
 * connections than before.
 *
 * <p>Negative controls: {@link NegativeControlIT} for what is stored, {@link HeldConnections} for what is held.
 */
class NetworkCutIT {

    private static TestPostgres postgres;
    private static Cable cable;
    private static ServiceProcess cutOff;
    private static ServiceProcess other;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestPostgres.start("network-cut");
        cable = new Cable(URI.create(postgres.url()).getPort());
        String byCable = "postgresql://postgres:postgres@127.0.0.1:" + cable.port() + "/postgres";
        cutOff = ServiceProcess.start("cut-off", Places.PACKAGE, Map.of("YIPING_DATABASE_URL", byCable));
        other = ServiceProcess.start("not-cut-off", Places.PACKAGE, Map.of("YIPING_DATABASE_URL", postgres.url()));
        cutOff.awaitReady();
        other.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable started : new AutoCloseable[] {cutOff, other, cable, postgres}) {
            if (started != null) {
                started.close();
            }
        }
    }

    /** Of the two one-way cuts one a seed. */
    static Stream<Arguments> cuts() {
        return Seeds.all().boxed().flatMap(seed -> {
            Cut oneWay = seed % 2 == 0 ? Cut.TO_THE_CLIENT : Cut.TO_THE_SERVER;
            return Stream.of(Cut.BOTH_WAYS, oneWay, Cut.RESET).map(cut -> Arguments.of(cut, seed));
        });
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cuts")
    void networkCut_losesNothingAndLeaksNothing(Cut cut, long seed) throws Exception {
        Trial trial = new Trial("network-cut-" + cut, seed, postgres, List.of(cutOff, other));
        HeldConnections held = new HeldConnections(postgres, cutOff);
        Pulse liveness = new Pulse(trial.client(), List.of(cutOff, other), Pulse.LIVENESS);
        try (liveness) {
            trial.underLoad(() -> {
                Map<String, Integer> before = held.now();
                int struck = cable.struck();
                trial.strikeInMidBurst(() -> cable.cut(cut));
                trial.awaitRefusal(cutOff);
                requireStruck(cut, cable.struck() - struck);
                cable.mend();
                trial.awaitNewAcknowledgements();
                System.out.printf(
                        "%s: held up or reset %d times, connections %s%n", trial, cable.struck() - struck, before);
            });
        } finally {
            cable.mend();
        }
        List<Finding> findings = new ArrayList<>(trial.resendAndReconcile());
        findings.addAll(liveness.findings());
        Finding.requireNone(trial.toString(), findings);
        System.out.println(trial + ": " + liveness + ", connections afterwards " + held.awaitNoneLeaked());
    }

    private static void requireStruck(Cut cut, int times) {
        if (times == 0) {
            throw new AssertionError(cut + " has hit nothing");
        }
    }
}
