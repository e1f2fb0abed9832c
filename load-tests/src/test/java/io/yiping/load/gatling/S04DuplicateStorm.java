package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.yiping.load.generate.RunFile.Mixture;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The same ratings from many users at once, in every round in another order, over all instances that {@code url} names: each is accepted
 * once, whoever comes first, and nobody deadlocks.
 */
public final class S04DuplicateStorm extends AccountedSimulation {
    public S04DuplicateStorm() {
        super("04");
        int ratings = knobs.number("ratings");
        int rounds = knobs.number("rounds");
        int batch = knobs.number("batch");
        int users = rounds * ((ratings + batch - 1) / batch);
        Delivery delivery = deliver(Delivery.of(accountFor(storm(ratings, rounds, batch)), Way.BATCH));
        setUp(scenario("repeaters")
                        .exec(delivery.once())
                        .injectOpen(rampUsers(users).during(knobs.number("seconds"))))
                .protocols(service());
    }

    private Supply storm(int ratings, int rounds, int batch) {
        try {
            return new StormSupply(file(ratings, Mixture.CLEAN), rounds, batch, knobs.number("seed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
