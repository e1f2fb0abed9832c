package io.yiping.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.yiping.ledger.Answer.Reason;
import io.yiping.platform.Meters;
import io.yiping.rating.Verdict;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** Counts each item that is answered, by way in and verdict; {@link Meters} has the equation. Thread-safety: safe. */
@Singleton
final class IngestMeters {

    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
    private final Way single;
    private final Way batch;
    private final Way stream;

    IngestMeters(MeterRegistry registry) {
        for (Reason reason : Reason.values()) {
            refused.put(reason, registry.counter(Meters.REFUSED, Meters.REASON, Meters.word(reason)));
        }
        single = new Way(registry, "single");
        batch = new Way(registry, "batch");
        stream = new Way(registry, "stream");
    }

    void refused(Reason reason) {
        refused.get(reason).increment();
    }

    Way single() {
        return single;
    }

    Way batch() {
        return batch;
    }

    Way stream() {
        return stream;
    }

    /** The meters of one way in. */
    static final class Way {

        private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
        private final Counter replaced;

        private Way(MeterRegistry registry, String name) {
            for (Verdict verdict : Verdict.values()) {
                verdicts.put(
                        verdict, registry.counter(Meters.RATINGS, Meters.WAY, name, Meters.VERDICT, verdict.word()));
            }
            replaced = registry.counter(Meters.REPLACED, Meters.WAY, name);
        }

        void add(Receipt receipt) {
            add(receipt.verdict());
            if (receipt.replaced()) {
                replaced.increment();
            }
        }

        void add(Verdict verdict) {
            verdicts.get(verdict).increment();
        }
    }
}
