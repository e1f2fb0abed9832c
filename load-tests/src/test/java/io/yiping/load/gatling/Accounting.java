package io.yiping.load.gatling;

import io.yiping.load.http.Endpoint;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.reckon.StatsReader;
import io.yiping.load.send.BatchAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What became of every rating that a run sent, and whether the service agrees. At the end, once what had no answer is sent again:
 *
 * <ul>
 *   <li>each answer: received = the ratings of its request = accepted + duplicate + conflict + rejected + retry
 *   <li>sent = Σ verdicts + refused and left out; nothing is open
 *   <li>the verdicts are those that the ratings were made for; where answers were lost or items came back as retry, accepted and
 *       duplicate are compared together, and {@code replaced} is not
 *   <li>{@code /v1/stats} of every instance, read with the highest version told, moved by what was made to stand, and that is
 *       accepted − replaced unless answers were lost
 *   <li>{@code /v1/audit/counts} finds no difference
 * </ul>
 *
 * <p>Supposes that nobody else sends. Bound: one small object for each request that is open. Failure: {@link #close} says what is
 * wrong. Thread-safety: all methods may be called by any thread.
 */
final class Accounting {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int MOST_NAMED = 20;

    private final Supply supply;
    private final List<Endpoint> endpoints;
    private final List<Long> before = new ArrayList<>();
    private final Set<Parcel> open = ConcurrentHashMap.newKeySet();
    private final List<String> wrong = new ArrayList<>();
    private Verdicts verdicts = Verdicts.NONE;
    private long version;
    private long sent;
    private long retried;
    private long leftOut;
    private long refusals;
    private long lost;
    private long openAtTheEnd;
    private long sentAtTheEnd;
    private long firstTaken;
    private long lastSettled;
    private Duration countedFrom = Duration.ZERO;
    private Duration countedTo = Duration.ZERO;
    private long counted;

    Accounting(Supply supply, List<Endpoint> endpoints) {
        this.supply = supply;
        this.endpoints = endpoints;
    }

    /** Looks at every instance before anything is sent. */
    void begin() throws IOException, InterruptedException {
        for (Endpoint endpoint : endpoints) {
            try (HttpConnection connection = new HttpConnection(endpoint, PATIENCE)) {
                before.add(new StatsReader(connection).total(0).ratings());
            }
        }
    }

    /** The next ratings to send, or null. They are open until one of the methods below closes them. */
    Parcel take() throws IOException {
        Parcel parcel = supply.take();
        if (parcel != null) {
            open.add(parcel);
            taken(parcel);
        }
        return parcel;
    }

    private synchronized void taken(Parcel parcel) {
        sent += parcel.ratings();
        firstTaken = firstTaken == 0 ? System.nanoTime() : firstTaken;
    }

    /** Returns what must be sent again because the answer says retry, or null when all is settled. */
    Parcel settled(Parcel parcel, BatchAnswer answer) throws IOException {
        Verdicts sums = answer.verdicts();
        if (sums.received() != parcel.ratings() || !sums.balanced()) {
            wrong("%,d ratings were answered with %s".formatted(parcel.ratings(), sums));
        }
        if (sums.retry() != answer.retryIndexes().size()) {
            wrong("%,d items must be sent again, but %,d are named"
                    .formatted(sums.retry(), answer.retryIndexes().size()));
        }
        add(answer);
        Parcel rest = answer.retryIndexes().isEmpty() ? null : parcel.only(answer.retryIndexes());
        if (rest != null) {
            open.add(rest);
        }
        open.remove(parcel);
        return rest;
    }

    private synchronized void add(BatchAnswer answer) {
        Verdicts settled = answer.verdicts().withoutRetry();
        verdicts = verdicts.plus(settled);
        retried += answer.verdicts().retry();
        version = Math.max(version, answer.version());
        lastSettled = System.nanoTime();
        Duration since = Duration.ofNanos(lastSettled - firstTaken);
        if (since.compareTo(countedFrom) >= 0 && since.compareTo(countedTo) < 0) {
            counted += settled.received();
        }
    }

    /** A refusal stores nothing: the ratings stay open, or are left out for good. */
    synchronized void refused(Parcel parcel, boolean leaveOut) {
        refusals++;
        if (leaveOut) {
            leftOut += parcel.ratings();
            open.remove(parcel);
        }
    }

    /** No answer, or half of one: the ratings stay open, stored or not. */
    synchronized void lost() {
        lost++;
    }

    synchronized void wrong(String what) {
        if (wrong.size() < MOST_NAMED) {
            wrong.add(what);
        }
    }

    synchronized long settledRatings() {
        return verdicts.received();
    }

    /** Chooses what {@link #countedPerSecond} counts: answers of a part of the time, which begins with the first request. */
    synchronized void count(Duration from, Duration to) {
        countedFrom = from;
        countedTo = to;
    }

    /** Ratings with a verdict, in the part of the time that was chosen. */
    synchronized double countedPerSecond() {
        return counted / (countedTo.minus(countedFrom).toNanos() / 1e9);
    }

    /** Ratings with a verdict, from the first request to the last answer. */
    synchronized double settledPerSecond() {
        return verdicts.received() / ((lastSettled - firstTaken) / 1e9);
    }

    /** Sends what is open, compares, prints the table, and returns what is wrong. */
    List<String> close(PrintStream out) throws IOException, InterruptedException {
        double seconds = (lastSettled - firstTaken) / 1e9;
        double rate = settledPerSecond();
        sendWhatIsOpen();
        compareVerdicts();
        printVerdicts(out, seconds, rate);
        for (int i = 0; i < endpoints.size(); i++) {
            compareFigures(out, endpoints.get(i), before.get(i));
        }
        return wrong;
    }

    private void sendWhatIsOpen() throws IOException, InterruptedException {
        try (Resending resending = new Resending(this, endpoints, PATIENCE)) {
            List<Parcel> unanswered = List.copyOf(open);
            openAtTheEnd = unanswered.size();
            for (Parcel parcel : unanswered) {
                sentAtTheEnd += parcel.ratings();
                resending.deliver(parcel);
            }
            for (Parcel left = supply.ends() ? take() : null; left != null; left = take()) {
                sentAtTheEnd += left.ratings();
                resending.deliver(left);
            }
        } catch (IOException e) {
            wrong("ratings are still open: " + e.getMessage());
        }
    }

    /** The parts take the place of the whole. */
    void divided(Parcel parcel, List<Parcel> parts) {
        open.addAll(parts);
        if (!parts.contains(parcel)) {
            open.remove(parcel);
        }
    }

    /** Whether nothing was stored but by the answer that said accepted. */
    private boolean certain() {
        return lost == 0 && retried == 0 && openAtTheEnd == 0;
    }

    private void compareVerdicts() {
        Verdicts made = supply.made(verdicts.received());
        equal("ratings sent", verdicts.received() + leftOut, sent);
        equal("parcels open", 0, open.size());
        equal("conflict", made.conflict(), verdicts.conflict());
        equal("rejected", made.rejected(), verdicts.rejected());
        if (certain()) {
            equal("accepted", made.accepted(), verdicts.accepted());
            equal("duplicate", made.duplicate(), verdicts.duplicate());
            equal("replaced", made.replaced(), verdicts.replaced());
        } else {
            equal(
                    "accepted + duplicate",
                    made.accepted() + made.duplicate(),
                    verdicts.accepted() + verdicts.duplicate());
        }
    }

    private void compareFigures(PrintStream out, Endpoint endpoint, long earlier)
            throws IOException, InterruptedException {
        try (HttpConnection connection = new HttpConnection(endpoint, PATIENCE)) {
            StatsReader stats = new StatsReader(connection);
            long moved = stats.total(version).ratings() - earlier;
            long difference = StatsReader.auditDifference(endpoint);
            row(out, "stats moved by", moved, "at version %d, %s".formatted(version, endpoint));
            row(out, "audit difference", difference, "");
            equal("how far the figures moved", supply.made(verdicts.received()).standing(), moved);
            if (certain()) {
                equal("how far the figures moved, which is accepted − replaced,", verdicts.standing(), moved);
            }
            equal("the difference that the audit finds", 0, difference);
        }
    }

    private void printVerdicts(PrintStream out, double seconds, double rate) {
        row(out, "sent", sent, "%.1f s, %,.0f ratings/s".formatted(seconds, rate));
        row(out, "accepted", verdicts.accepted(), "%,d of them replaced a default one".formatted(verdicts.replaced()));
        row(out, "duplicate", verdicts.duplicate(), certain() ? "" : "some because answers were lost or said retry");
        row(out, "conflict", verdicts.conflict(), "");
        row(out, "rejected", verdicts.rejected(), "");
        row(out, "refused, left out", leftOut, "%,d requests were refused".formatted(refusals));
        row(out, "retry, sent again", retried, "");
        row(out, "sent at the end", sentAtTheEnd, "%,d answers were lost".formatted(lost));
    }

    private static void row(PrintStream out, String name, long number, String beside) {
        out.printf("  %-18s %,12d  %s%n", name, number, beside);
    }

    private void equal(String subject, long expected, long found) {
        if (expected != found) {
            wrong("%s: %,d, must be %,d".formatted(subject, found, expected));
        }
    }
}
