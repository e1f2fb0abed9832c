package io.yiping.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 64 clients send ratings of the same 1,000 events at once, each in an order of its own, to two instances: each event is
 * accepted once, everybody else gets the first receipt, and transactions never wait for each other in a circle.
 *
 * <p>Negative control: {@link NegativeControlIT}, without the unique key.
 */
class DuplicateStormIT {

    private static final int EVENTS = 1_000;
    private static final int CLIENTS = 64;
    private static final int SINGLES_PERCENT = 85;
    private static final String EVIDENCE =
            "SELECT coalesce(sum(attempts), 0) FROM rating_conflict WHERE starts_with(service_event_id, '%s')";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofClass("storm", Map.of());

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void sameEventsWithTwoLevels_eachIsAcceptedOnce(long seed) throws Exception {
        Trial trial = new Trial("storm-levels", seed, cluster.postgres(), cluster.instances());
        storm(trial, true, offer -> offer.withLevel(offer.level() % 5 + 1));
        Finding.requireNone("storm of two levels, seed " + seed, trial.reconcile());
        requireCalm(trial);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.yiping.faults.Seeds#all")
    void sameEventsDefaultAndActive_activeStandsInTheEnd(long seed) throws Exception {
        Trial trial = new Trial("storm-origins", seed, cluster.postgres(), cluster.instances());
        storm(trial, false, offer -> offer.withOtherOrigin(offer.level() % 5 + 1));
        Finding.requireNone("storm of two origins, seed " + seed, trial.reconcile());
        List<StoredRating> rows =
                StoredRating.all(cluster.postgres(), trial.offers().prefix());
        assertEquals(EVENTS, rows.stream().filter(row -> row.offer().active()).count(), "active ones");
        requireCalm(trial);
    }

    /** Every client sends, for each event, one of two ratings. */
    private static void storm(Trial trial, boolean active, UnaryOperator<Offer> rival) {
        List<Offer> events = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            events.add(trial.offers().fresh(active, trial.random()));
        }
        List<Thread> clients = new ArrayList<>(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom random = trial.random().split();
            List<Offer> own = shuffled(events, rival, random);
            clients.add(new Thread(() -> sendAll(trial.client(), own, random), "storm-" + i));
        }
        clients.forEach(Thread::start);
        clients.forEach(Waits::forEnd);
    }

    private static List<Offer> shuffled(List<Offer> events, UnaryOperator<Offer> rival, SplittableRandom random) {
        List<Offer> own = new ArrayList<>(EVENTS);
        for (Offer offer : events) {
            own.add(random.nextInt(own.size() + 1), random.nextBoolean() ? offer : rival.apply(offer));
        }
        return own;
    }

    private static void sendAll(Client client, List<Offer> offers, SplittableRandom random) {
        int at = 0;
        while (at < offers.size()) {
            ServiceProcess instance = cluster.instances().get(random.nextInt(2));
            if (random.nextInt(100) < SINGLES_PERCENT) {
                client.post(instance, offers.get(at++));
            } else {
                int end = Math.min(offers.size(), at + 20 + random.nextInt(180));
                client.postBatch(instance, offers.subList(at, end));
                at = end;
            }
        }
    }

    /** Each event was accepted once as the first, nobody was refused, and the evidence is complete. */
    private static void requireCalm(Trial trial) throws Exception {
        Map<String, Long> verdicts = trial.journal().verdicts();
        assertEquals((long) EVENTS, verdicts.get("accepted"), "accepted");
        assertEquals(Map.of(), trial.journal().unknownBecause(), "nothing is refused or unknown");
        long evidence = StoredRating.number(
                cluster.postgres(), EVIDENCE.formatted(trial.offers().prefix()));
        assertEquals(verdicts.getOrDefault("conflict", 0L), evidence, "conflicts on record");
        assertEquals(List.of(), cluster.postgres().logged("deadlock detected"));
    }
}
