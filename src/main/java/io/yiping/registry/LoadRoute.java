package io.yiping.registry;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.platform.Accept;
import io.yiping.platform.Answers;
import io.yiping.platform.Bodies;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Problem;
import io.yiping.platform.Routes;
import io.yiping.platform.Workers;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code PUT /v1/registry/{kind}}: takes a whole list, reads it on a worker, and puts it into force if nothing is wrong. */
@Singleton
final class LoadRoute {

    private static final List<String> TYPES = List.of(ListReader.NDJSON, ListReader.CSV);
    private static final Duration PLACE_FREE = Duration.ofSeconds(5);
    private static final String SOMEBODY_LOADS =
            "Another list is being loaded. Nothing was stored; send it again after Retry-After.";

    private final Bodies bodies;
    private final RegistryConfig config;
    private final LoadPlace place;
    private final Sessions sessions;

    LoadRoute(Bodies bodies, RegistryConfig config, LoadPlace place, Sessions sessions) {
        this.bodies = bodies;
        this.config = config;
        this.place = place;
        this.sessions = sessions;
    }

    void register(@Observes Router router) {
        Routes.put(router, "/v1/registry/:kind").handler(this::take);
    }

    private void take(RoutingContext call) {
        Kind kind = Kind.of(call.pathParam("kind"));
        if (kind == null) {
            bodies.drop(call);
            ListRoutes.noSuchKind(call);
        } else if (!place.enter()) {
            bodies.drop(call);
            Answers.unavailable(call, Problem.OVERLOADED, SOMEBODY_LOADS, PLACE_FREE, json -> {});
        } else {
            take(call, kind);
        }
    }

    /** The place is left when the load has ended, or when it has not begun and the request is over; before that is told. */
    private void take(RoutingContext call, Kind kind) {
        AtomicBoolean open = new AtomicBoolean(true);
        Runnable refused = () -> {
            if (open.getAndSet(false)) {
                place.leave();
            }
        };
        call.addHeadersEndHandler(told -> refused.run());
        call.addEndHandler(gone -> refused.run());
        int limit = Math.toIntExact(config.bodyBytes().asLongValue());
        bodies.readAsSent(call, TYPES, limit, sent -> {
            if (open.getAndSet(false)) {
                load(call, kind, sent);
            }
        });
    }

    /** Nobody can cancel it: a client that leaves finds the list in force later, or not. */
    private void load(RoutingContext call, Kind kind, Bodies.Sent sent) {
        boolean lines = Accept.best(call, "application/json", ListReader.NDJSON).equals(ListReader.NDJSON);
        LoadAnswers answers = LoadAnswers.begin(call, lines);
        Executor loop = EventLoop.of(call);
        Workers.run(() -> ListReader.read(sent, kind, config, read -> loop.execute(() -> answers.read(read))))
                .emitOn(loop)
                .chain(draft -> store(call, kind, draft, answers))
                .onTermination()
                .invoke(place::leave)
                .subscribe()
                .with(Runnable::run, failure -> failed(failure, answers));
    }

    /** @return what tells the client how it has ended */
    private Uni<Runnable> store(RoutingContext call, Kind kind, ListDraft draft, LoadAnswers answers) {
        answers.read(draft.read());
        String ifMatch = call.request().getHeader(HttpHeaders.IF_MATCH);
        if (ifMatch == null) {
            draft.requireAnEntry();
        }
        if (draft.violationCount() > 0) {
            return Uni.createFrom().item(() -> answers.invalid(draft));
        }
        return sessions.inTransaction(session -> new Load(session, kind, draft.entries(), answers::stored)
                        .run(latest -> ListTag.isMet(ifMatch, latest)))
                .map(loaded -> () -> tell(kind, loaded, answers));
    }

    private static void tell(Kind kind, Loaded loaded, LoadAnswers answers) {
        if (loaded instanceof Loaded.InForce now) {
            answers.done(kind, now);
        } else if (loaded instanceof Loaded.Busy) {
            answers.problem(Problem.OVERLOADED, SOMEBODY_LOADS);
        } else {
            String detail = "The list is not the one that If-Match names; read it again. Nothing was stored.";
            answers.problem(Problem.REGISTRY_CHANGED, detail);
        }
    }

    private static void failed(Throwable failure, LoadAnswers answers) {
        if (failure instanceof ListReader.Unreadable unreadable) {
            answers.problem(unreadable.problem(), unreadable.getMessage());
            return;
        }
        Log.warnf(failure, "A list could not be loaded into the registry");
        String detail = "It is not known whether the list is in force; send the same again after Retry-After.";
        answers.problem(Problem.OUTCOME_UNKNOWN, detail);
    }
}
