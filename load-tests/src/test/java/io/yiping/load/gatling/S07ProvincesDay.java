package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.yiping.load.generate.RunFile.Mixture;

/** What a province gives in a day arrives within a minute, in batches. */
public final class S07ProvincesDay extends AccountedSimulation {
    public S07ProvincesDay() {
        super("07");
        int ratings = knobs.number("ratings");
        int seconds = knobs.number("seconds");
        int batch = knobs.number("batch");
        double batches = Math.ceil((double) ratings / batch);
        Delivery delivery =
                deliver(Delivery.of(accountFor(new BlockSupply(file(ratings, Mixture.CITY), batch)), Way.BATCH));
        setUp(scenario("partners")
                        .exec(delivery.once())
                        .injectOpen(constantUsersPerSec(batches / seconds).during(seconds)))
                .protocols(service());
    }
}
