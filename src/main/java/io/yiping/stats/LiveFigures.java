package io.yiping.stats;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.yiping.count.Counts;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Meters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who watches what: an {@link Audience} for each selection. Looks whether the version has moved, and lets each audience read
 * and tell.
 *
 * <p>Bound: watchers, and selections watched at once; one more is refused. Frames a second: each is told less often. Thread-safety: safe; everything happens on one
 * event loop.
 */
@Singleton
final class LiveFigures {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration BEAT_EVERY = Duration.ofSeconds(1);

    private final Counts counts;
    private final Readings readings;
    private final Context loop;
    private final Allowance allowance;
    private final int mostWatchers;
    private final int mostSelections;
    private final Map<Question, Audience> audiences = new HashMap<>();
    private volatile int watchers;
    private boolean stopping;
    private int offered;

    LiveFigures(Counts counts, Readings readings, StatsConfig config, Vertx vertx, MeterRegistry registry) {
        this.counts = counts;
        this.readings = readings;
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.allowance = new Allowance(config.frames());
        this.mostWatchers = config.watchers();
        this.mostSelections = config.watchedSelections();
        Gauge.builder(Meters.WATCHERS, this, live -> live.watchers).register(registry);
    }

    /** Whether somebody may watch. */
    enum Entered {
        WATCHING,
        FULL,
        STOPPING
    }

    void start(@Observes StartupEvent event) {
        loop.runOnContext(now -> {
            loop.owner().setPeriodic(LOOK_EVERY.toMillis(), tick -> look());
            loop.owner().setPeriodic(BEAT_EVERY.toMillis(), tick -> beat());
        });
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        loop.runOnContext(now -> {
            stopping = true;
            audiences.values().forEach(audience -> audience.eachWatcher(Watcher::end));
        });
    }

    /** The watcher is told from there, until it goes. */
    Uni<Entered> enter(Asked asked, Watcher watcher) {
        return Uni.createFrom().emitter(entered -> loop.runOnContext(now -> entered.complete(entered(asked, watcher))));
    }

    private Entered entered(Asked asked, Watcher watcher) {
        Question question = asked.question();
        if (stopping) {
            return Entered.STOPPING;
        }
        if (watchers == mostWatchers || audiences.size() == mostSelections && !audiences.containsKey(question)) {
            return Entered.FULL;
        }
        watchers++;
        watcher.begin(() -> loop.runOnContext(now -> leave(question, watcher)));
        audiences
                .computeIfAbsent(question, first -> new Audience(asked, readings, EventLoop.of(loop), this::offer))
                .add(watcher);
        look();
        return Entered.WATCHING;
    }

    private void leave(Question question, Watcher watcher) {
        watchers--;
        Audience audience = audiences.get(question);
        audience.remove(watcher);
        if (audience.isEmpty()) {
            audiences.remove(question);
        }
    }

    private void look() {
        if (!audiences.isEmpty() && counts.hasReached(0)) {
            Counts.Version now = counts.version();
            audiences.values().forEach(audience -> audience.look(now));
            offer();
        }
    }

    /** A frame to each audience in turn, until none of them needs one or no more are allowed; another one begins each time. */
    private void offer() {
        List<Audience> turns = new ArrayList<>(audiences.values());
        Collections.rotate(turns, ++offered % Math.max(1, turns.size()));
        long now = System.nanoTime();
        boolean told = true;
        while (told) {
            told = false;
            for (Audience audience : turns) {
                told |= audience.offerOne(now, allowance);
            }
        }
    }

    private void beat() {
        audiences.values().forEach(audience -> audience.eachWatcher(Watcher::beat));
    }
}
