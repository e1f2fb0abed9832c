package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.yiping.load.generate.RunFile.Mixture;

/** One rating a request, as halls and phones send them: the rate rises, then stays. */
public final class S01Single extends AccountedSimulation {
    public S01Single() {
        super("01");
        double rate = knobs.decimal("rate");
        int ramp = knobs.number("ramp");
        int seconds = knobs.number("seconds");
        int ratings = (int) (rate * (ramp / 2.0 + seconds));
        Delivery delivery =
                deliver(Delivery.of(accountFor(new LineSupply(file(ratings, Mixture.ANY_ORDER))), Way.SINGLE));
        setUp(scenario("raters")
                        .exec(delivery.once())
                        .injectOpen(
                                rampUsersPerSec(0).to(rate).during(ramp),
                                constantUsersPerSec(rate).during(seconds)))
                .protocols(service());
    }
}
