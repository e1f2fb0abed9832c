package io.yiping.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyBytes;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.yiping.load.generate.RunFile.Mixture;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Viewers arrive and look at figures every second, each at one of several selections and with the ETag it has, while batches burst in.
 * For no viewer a version goes back, and in every answer the levels add up to the total.
 */
public final class S06Dashboards extends AccountedSimulation {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Looks looks;

    public S06Dashboards() {
        super("06");
        double rate = knobs.decimal("rate");
        int seconds = knobs.number("seconds");
        int batch = knobs.number("batch");
        int ratings = (int) (rate * seconds) * batch;
        Accounting accounting = accountFor(new BlockSupply(file(ratings, Mixture.CITY), batch));
        looks = new Looks(accounting);
        Delivery delivery = deliver(Delivery.of(accounting, Way.BATCH));
        setUp(
                        scenario("partners")
                                .exec(delivery.once())
                                .injectOpen(constantUsersPerSec(rate).during(seconds)),
                        scenario("viewers")
                                .exec(view(knobs.number("looks")))
                                .injectOpen(constantUsersPerSec(knobs.decimal("viewers"))
                                        .during(seconds)))
                .protocols(service());
    }

    private ChainBuilder view(int times) {
        return feed(listFeeder(selections()).circular())
                .exec(session -> session.set(Looks.ETAG, "\"none\""))
                .exec(repeat(times).on(exec(look()).exec(looks::seen).exec(pause(LOOK_EVERY))));
    }

    private static ChainBuilder look() {
        return exec(session -> session.removeAll(Looks.STATUS, Looks.BODY))
                .exec(http("stats")
                        .get(session -> "/v1/stats?" + session.getString("selection"))
                        .header("If-None-Match", session -> session.getString(Looks.ETAG))
                        .check(
                                status().in(200, 304).saveAs(Looks.STATUS),
                                header("ETag").saveAs(Looks.ETAG),
                                bodyBytes().saveAs(Looks.BODY),
                                responseTimeInMillis().saveAs(Looks.MILLIS)));
    }

    private static List<Map<String, Object>> selections() {
        LocalDate today = LocalDate.now(ZoneOffset.ofHours(8));
        String day = "from=" + today.minusDays(1) + "&to=" + today;
        return List.of(
                Map.of("selection", "region=411300&by=region&sort=-badRate"),
                Map.of("selection", "by=level"),
                Map.of("selection", "region=411300&by=channel&" + day),
                Map.of("selection", "region=411300&by=hour&" + day),
                Map.of("selection", "region=411300&by=agency&sort=badRate&limit=20"),
                Map.of("selection", "region=411302&by=day"));
    }

    @Override
    void printMore(PrintStream out) {
        looks.print(out);
    }
}
