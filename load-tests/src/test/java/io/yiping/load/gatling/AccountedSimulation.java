package io.yiping.load.gatling;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.yiping.load.generate.RunFile;
import io.yiping.load.http.Endpoint;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A scenario whose run fails unless every rating is accounted for: an exception of {@link #after} ends Gatling, and with it Maven, with an
 * exit code that is not 0 (its own assertions cannot look at the service after the run).
 */
abstract class AccountedSimulation extends Simulation {
    /** Without a stack: what is wrong is wrong at the service, not here. */
    private static final class NotAccountedFor extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAccountedFor(String message) {
            super(message, null, false, false);
        }
    }

    static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    final Knobs knobs;

    private final List<Endpoint> endpoints;
    private Supply supply;
    private Accounting accounting;
    private Delivery delivery;

    /** @param number of the scenario, as in {@code knobs.properties} */
    AccountedSimulation(String number) {
        knobs = new Knobs(number);
        endpoints = Endpoint.parseAll(knobs.text("url"));
        OUT.println(getClass().getSimpleName() + " " + knobs);
    }

    final List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Connections are kept and shared, as a gateway or a partner's system does. */
    final HttpProtocolBuilder service() {
        return http.baseUrls(endpoints.stream().map(Endpoint::toString).toList())
                .disableWarmUp()
                .disableCaching()
                .disableFollowRedirect()
                .shareConnections()
                .acceptHeader("application/json");
    }

    /** The ratings of this run, in a file. */
    final RunFile file(int ratings, RunFile.Mixture mixture) {
        return file(ratings, mixture, "");
    }

    final RunFile file(int ratings, RunFile.Mixture mixture, String keyEnd) {
        String runKey = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + keyEnd;
        try {
            return RunFile.write(Path.of(knobs.text("folder")), ratings, mixture, runKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final Accounting accountFor(Supply ratings) {
        supply = ratings;
        accounting = new Accounting(ratings, endpoints);
        return accounting;
    }

    /** How they are delivered; its figures are printed first after the run. */
    final Delivery deliver(Delivery way) {
        delivery = way;
        return way;
    }

    @Override
    public final void before() {
        try {
            accounting.begin();
        } catch (IOException | InterruptedException e) {
            throw new NotAccountedFor("the service cannot be read before the run: " + e);
        }
    }

    @Override
    public final void after() {
        OUT.println(getClass().getSimpleName());
        try {
            delivery.print(OUT);
            printMore(OUT);
            judge(accounting.close(OUT));
        } catch (IOException | InterruptedException e) {
            throw new NotAccountedFor("the run could not be accounted for: " + e);
        } finally {
            supply.close();
        }
    }

    private static void judge(List<String> wrong) {
        OUT.println(wrong.isEmpty() ? "the accounting agrees" : "the accounting DIFFERS:");
        wrong.forEach(what -> OUT.println("  " + what));
        if (!wrong.isEmpty()) {
            throw new NotAccountedFor("the accounting differs");
        }
    }

    /** What this scenario shows beside delivery and accounting; it may tell the accounting what is wrong. */
    void printMore(PrintStream out) {
        // Most show nothing else.
    }
}
