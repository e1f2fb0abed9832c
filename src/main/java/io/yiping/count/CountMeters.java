package io.yiping.count;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yiping.platform.Meters;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What can be measured of following, folding and reading; {@link Meters} says what each is. Thread-safety: safe. */
@Singleton
final class CountMeters {

    private static final double NANOS_A_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Timer fold;
    private final DistributionSummary foldSize;
    private final Map<Line, Timer> readings = new EnumMap<>(Line.class);

    CountMeters(MeterRegistry registry) {
        this.registry = registry;
        this.fold = registry.timer(Meters.FOLD);
        this.foldSize = registry.summary(Meters.FOLD_SIZE);
        for (Line line : Line.values()) {
            readings.put(line, registry.timer(Meters.READING, Meters.LINE, Meters.word(line)));
        }
    }

    /** Of what is not folded yet; not a number until the journal was read first. */
    void watch(Follower follower) {
        gauge(Meters.VERSION, follower, View::version);
        gauge(Meters.UNFOLDED, follower, View::changes);
        gauge(Meters.JOURNAL, follower, view -> view.entries().length);
        gauge(Meters.FOLD_LAG, follower, view -> view.waitingNanos() / NANOS_A_SECOND);
    }

    private void gauge(String name, Follower follower, ToDoubleFunction<View> value) {
        Gauge.builder(
                        name,
                        follower,
                        one -> one.viewToFold() == null ? Double.NaN : value.applyAsDouble(one.viewToFold()))
                .register(registry);
    }

    void watch(Turns turns) {
        Gauge.builder(Meters.READINGS_WAITING, turns, Turns::waiting).register(registry);
    }

    Timer.Sample begin() {
        return Timer.start(registry);
    }

    void folded(Timer.Sample begun, int changes) {
        begun.stop(fold);
        foldSize.record(changes);
    }

    void read(Timer.Sample begun, Line line) {
        begun.stop(readings.get(line));
    }
}
