package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.yiping.load.generate.RunFile.Mixture;

/** NDJSON uploads that begin at a constant rate and run beside each other; the service sets their pace by how fast it reads. */
public final class S03Uploads extends AccountedSimulation {
    public S03Uploads() {
        super("03");
        double rate = knobs.decimal("rate");
        int seconds = knobs.number("seconds");
        int lines = knobs.number("lines");
        int ratings = (int) Math.max(1, rate * seconds) * lines;
        Delivery delivery = deliver(Delivery.of(
                accountFor(new BlockSupply(file(ratings, Mixture.CITY), lines)), Way.upload(knobs.text("results"))));
        setUp(scenario("local systems")
                        .exec(delivery.once())
                        .injectOpen(constantUsersPerSec(rate).during(seconds)))
                .protocols(service());
    }
}
