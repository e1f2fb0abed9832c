package io.yiping.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yiping.platform.Meters;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What can be measured of the queue and its transactions; {@link Meters} says what each is. Thread-safety: safe. */
@Singleton
final class LedgerMeters {

    private final MeterRegistry registry;
    private final Timer flush;
    private final DistributionSummary flushSize;
    private final Timer wait;
    private final Map<Failure, Counter> repeated = new EnumMap<>(Failure.class);
    private final Counter lostCommit;

    LedgerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.flush = registry.timer(Meters.FLUSH);
        this.flushSize = registry.summary(Meters.FLUSH_SIZE);
        this.wait = registry.timer(Meters.WAIT);
        for (Failure failure : Failure.values()) {
            repeated.put(failure, registry.counter(Meters.REPEATED, Meters.REASON, Meters.word(failure)));
        }
        this.lostCommit = registry.counter(Meters.REPEATED, Meters.REASON, "lost-commit");
    }

    void watch(Ledger ledger) {
        Gauge.builder(Meters.QUEUE, ledger, Ledger::queued).register(registry);
    }

    void flushed(long nanos, Flush done) {
        flush.record(nanos, TimeUnit.NANOSECONDS);
        flushSize.record(done.ratings());
        long now = System.nanoTime();
        for (Submission submission : done.submissions()) {
            wait.record(now - submission.arrivedNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void repeated(Failure why) {
        repeated.get(why).increment();
    }

    void lostCommit() {
        lostCommit.increment();
    }
}
