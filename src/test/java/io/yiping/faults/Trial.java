package io.yiping.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One seed of one fault: load → fault (checked to have happened) → heal → new acknowledgements → resend every unknown →
 * reconcile by SQL. Call the phases in this order.
 */
final class Trial {

    private static final int CLIENTS = 8;
    private static final int CHUNK = 1_000;
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration REFUSAL = Duration.ofSeconds(20);
    private static final Duration RESENDING = Duration.ofSeconds(30);

    private final String name;
    private final long seed;
    private final Database database;
    private final List<ServiceProcess> instances;
    private final SplittableRandom random;
    private final Offers offers;
    private final SentJournal journal = new SentJournal();
    private final Client client = new Client(journal);
    private int underWay;
    private long recoveredMillis;

    /** Something that is done to the running system. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    Trial(String name, long seed, Database database, List<ServiceProcess> instances) {
        this.name = name;
        this.seed = seed;
        this.database = database;
        this.instances = instances;
        this.random = new SplittableRandom(seed);
        this.offers = new Offers(name + "-" + seed + ":");
    }

    SentJournal journal() {
        return journal;
    }

    Client client() {
        return client;
    }

    Offers offers() {
        return offers;
    }

    SplittableRandom random() {
        return random;
    }

    /** Clients send all the while, and have their last answers afterwards. */
    void underLoad(Step phases) throws Exception {
        underLoad(instances, phases);
    }

    void underLoad(List<ServiceProcess> targets, Step phases) throws Exception {
        try (Load load = new Load(client, offers, targets)) {
            load.start(CLIENTS, random);
            phases.take();
        }
    }

    /** Lets the load run for a while and strikes when requests are under way. */
    void strikeInMidBurst(Step fault) throws Exception {
        Thread.sleep(700 + random.nextInt(1_000));
        Waits.until("requests are under way", RECOVERY, () -> journal.underWay() > 0);
        underWay = journal.underWay();
        fault.take();
        Thread.sleep(random.nextInt(500));
    }

    /** To be called when what was broken runs again: each instance takes new ratings within 10 s. */
    void awaitNewAcknowledgements() throws Exception {
        long healed = System.nanoTime();
        for (ServiceProcess instance : instances) {
            Duration left = RECOVERY.minusNanos(System.nanoTime() - healed);
            Waits.until(instance.name() + " acknowledges again", left, () -> acknowledges(instance));
        }
        recoveredMillis = (System.nanoTime() - healed) / 1_000_000;
    }

    /** Not before it has been told that nothing can be stored; each refusal has its Retry-After, or is malformed. */
    void awaitRefusal(ServiceProcess instance) throws Exception {
        int before = refusals();
        Waits.until(instance.name() + " refuses", REFUSAL, () -> {
            client.post(instance, offers.fresh(true, random));
            return refusals() > before;
        });
    }

    private int refusals() {
        return journal.unknownBecause().entrySet().stream()
                .filter(why -> why.getKey().startsWith("/problems/"))
                .mapToInt(why -> why.getValue().get())
                .sum();
    }

    private boolean acknowledges(ServiceProcess instance) {
        Reply.Receipt receipt = client.postForReceipt(instance, offers.fresh(true, random));
        return receipt != null && receipt.accepted();
    }

    /** In random pieces to any instance, until each has its receipt. */
    void resendUnknown() throws Exception {
        Waits.until("every unknown has its receipt", RESENDING, () -> {
            List<Attempt> unknown = journal.unknown();
            for (int at = 0; at < unknown.size(); at += CHUNK) {
                ServiceProcess instance = instances.get(random.nextInt(instances.size()));
                client.postAgain(instance, unknown.subList(at, Math.min(unknown.size(), at + CHUNK)));
            }
            return journal.unknown().isEmpty();
        });
    }

    /** Nothing may be under way any more. */
    List<Finding> reconcile() throws Exception {
        List<StoredRating> rows = StoredRating.all(database, offers.prefix());
        List<Finding> findings = new ArrayList<>(Reconciliation.of(journal, rows));
        findings.addAll(new CountsProof(client, database).findings(instances));
        report(rows.size(), findings);
        return findings;
    }

    /** The rest of a trial, after the load has ended. */
    List<Finding> resendAndReconcile() throws Exception {
        resendUnknown();
        return reconcile();
    }

    private void report(int rows, List<Finding> findings) {
        System.out.printf(
                "%s, seed %d: %d sent %s, %d stored, %d requests under way at the fault, once unknown %s, "
                        + "acknowledged again after %d ms, findings %s%n",
                name,
                seed,
                journal.attempts().size(),
                journal.verdicts(),
                rows,
                underWay,
                journal.unknownBecause(),
                recoveredMillis,
                Finding.counts(findings));
    }

    @Override
    public String toString() {
        return name + ", seed " + seed;
    }
}
