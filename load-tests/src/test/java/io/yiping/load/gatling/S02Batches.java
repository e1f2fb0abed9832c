package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.yiping.load.generate.RunFile.Mixture;

/** Batches at a constant rate, with all the dirt of a city. */
public final class S02Batches extends AccountedSimulation {
    public S02Batches() {
        super("02");
        double rate = knobs.decimal("rate");
        int seconds = knobs.number("seconds");
        int batch = knobs.number("batch");
        int ratings = (int) (rate * seconds) * batch;
        Delivery delivery =
                deliver(Delivery.of(accountFor(new BlockSupply(file(ratings, Mixture.CITY), batch)), Way.BATCH));
        setUp(scenario("partners")
                        .exec(delivery.once())
                        .injectOpen(constantUsersPerSec(rate).during(seconds)))
                .protocols(service());
    }
}
