package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.yiping.load.generate.RunFile.Mixture;
import io.yiping.load.manifest.Manifest;
import java.io.PrintStream;
import java.time.Duration;

/**
 * What Nanyang had to hand in at once, as fast as the service takes it: a number of clients arrive one after the other, and each sends batch
 * after batch, or one upload, until nothing is left. One rating in ten is a repeat, one in a thousand a conflict.
 */
public final class S08Nanyang extends AccountedSimulation {
    private final Accounting accounting;
    private final int ratings;

    public S08Nanyang() {
        super("08");
        ratings = knobs.number("ratings");
        int clients = knobs.number("clients");
        boolean uploads = knobs.text("by").equals("uploads");
        int parcel = uploads ? share(ratings, clients) : knobs.number("batch");
        Way way = uploads ? Way.UPLOAD_SUMMARY : Way.BATCH;
        accounting = accountFor(new BlockSupply(file(ratings, Mixture.NANYANG), parcel));
        Delivery delivery = deliver(Delivery.of(accounting, way));
        setUp(scenario("local systems")
                        .exec(delivery.untilNoneIsLeft())
                        .injectOpen(rampUsers(clients).during(knobs.number("ramp"))))
                .maxDuration(Duration.ofSeconds(knobs.number("limit")))
                .protocols(service());
    }

    /** Whole blocks for each client, so that none is left. */
    private static int share(int ratings, int clients) {
        int blocks = (ratings + Manifest.BLOCK_LINES - 1) / Manifest.BLOCK_LINES;
        return (blocks + clients - 1) / clients * Manifest.BLOCK_LINES;
    }

    @Override
    void printMore(PrintStream out) {
        if (accounting.settledRatings() < ratings) {
            accounting.wrong("only %,d ratings were settled within the limit".formatted(accounting.settledRatings()));
        }
    }
}
