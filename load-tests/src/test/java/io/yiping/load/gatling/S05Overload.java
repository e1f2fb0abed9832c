package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.yiping.load.generate.RunFile.Mixture;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Offers a multiple of what the service can take, whether it takes it or not: what it refuses is left out, as if its senders came back
 * another day. Liveness is asked for beside.
 *
 * <p>Capacity is a knob, or found by a first phase with a few clients that wait for their answers. Goodput is counted like capacity, in the
 * second half of its phase: in the first, this process starts and takes a quarter of two cores.
 */
public final class S05Overload extends AccountedSimulation {
    private static final double LIVENESS_POLLS_PER_SECOND = 2;

    private final Delivery delivery;
    private final Milliseconds live = new Milliseconds();
    private final Accounting accounting;
    private final double capacity;

    public S05Overload() {
        super("05");
        int batch = knobs.number("batch");
        int seconds = knobs.number("seconds");
        EndlessSupply supply =
                new EndlessSupply(file(knobs.number("fileRatings"), Mixture.CLEAN, EndlessSupply.PLACE), batch);
        capacity = capacity(supply);
        accounting = accountFor(supply);
        accounting.count(Duration.ofMillis(500L * seconds), Duration.ofSeconds(seconds));
        delivery = deliver(Delivery.leavingOutWhatIsRefused(accounting, Way.BATCH));
        double offered = capacity * knobs.decimal("factor");
        OUT.printf("capacity %,.0f ratings/s, offered %,.0f ratings/s%n", capacity, offered);
        setUp(
                        scenario("partners")
                                .exec(delivery.once())
                                .injectOpen(constantUsersPerSec(offered / batch).during(seconds)),
                        scenario("liveness")
                                .exec(liveness())
                                .injectOpen(constantUsersPerSec(LIVENESS_POLLS_PER_SECOND)
                                        .during(seconds)))
                .protocols(service());
    }

    private double capacity(Supply supply) {
        double known = knobs.decimal("capacity");
        return known > 0 ? known : new Capacity(supply, endpoints()).find(knobs.number("capacitySeconds"));
    }

    private ChainBuilder liveness() {
        return exec(http("liveness")
                        .get("/q/health/live")
                        .check(responseTimeInMillis().saveAs("millis"), status().is(200)))
                .exec(this::polled);
    }

    private Session polled(Session session) {
        if (session.isFailed()) {
            accounting.wrong("liveness was not answered with 200");
        } else {
            live.add(session.getInt("millis"));
        }
        return session;
    }

    @Override
    void printMore(PrintStream out) {
        out.printf("  %-18s %s%n", "liveness", live);
        printRate(out, "goodput", accounting.countedPerSecond());
        printRate(out, "with the start", accounting.settledPerSecond());
        if (delivery.refusals() == 0 && knobs.flag("mustRefuse")) {
            accounting.wrong("nothing was refused, so nothing was overloaded: raise -Dload.factor");
        }
    }

    private void printRate(PrintStream out, String name, double rate) {
        out.printf("  %-18s %,.0f ratings/s, %.2f of the capacity%n", name, rate, rate / capacity);
    }
}
