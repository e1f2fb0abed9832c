package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.yiping.count.Counts;
import io.yiping.platform.Overloaded;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One reading and one answer for all who ask the same at one version: many dashboards look at the same figures.
 *
 * <p>Everything here belongs to the version that this instance answers at now; when that moves, all of it goes. So nobody
 * gets an older figure than a reading of one's own would give: a reading that began at this version ends at it or at a later
 * one, and is shared only with those who come while it is still the version. Who shares takes no turn with the database.
 *
 * <p>Bound: answers by number and by bytes, the longest unasked go first; one that is larger than all may be is not kept.
 * Readers who wait; one more is refused as overloaded.
 *
 * <p>Failure: a reading that fails does so for all who wait for it, and is forgotten. One that nobody waits for any more is
 * cancelled, and forgotten.
 *
 * <p>Thread-safety: safe; readers are told outside of the lock, on the thread that ended the reading.
 */
@Singleton
final class SharedAnswers {

    private final Supplier<Counts.Version> now;
    private final int mostAnswers;
    private final long mostBytes;
    private final int mostReaders;

    /** Eldest access first. */
    private final Map<Topic, AtVersion> all = new LinkedHashMap<>(16, 0.75f, true);

    private Counts.Version version;
    private long bytes;
    private int readers;
    private long readings;

    @Inject
    SharedAnswers(Counts counts, StatsConfig config) {
        this(counts::version, config.keptAnswers(), config.keptBytes().asLongValue(), config.waitingReaders());
    }

    SharedAnswers(Supplier<Counts.Version> now, int mostAnswers, long mostBytes, int mostReaders) {
        this.now = now;
        this.mostAnswers = mostAnswers;
        this.mostBytes = mostBytes;
        this.mostReaders = mostReaders;
    }

    /** What is known of a topic at one version: its tag at least. */
    static final class AtVersion {

        private final Topic topic;
        private final Counts.Version version;
        private volatile String tag;
        private volatile Written answer;
        private SharedReading reading;

        AtVersion(Topic topic, Counts.Version version) {
            this.topic = topic;
            this.version = version;
        }

        /** Made when first asked for: two that ask at once make the same. */
        String tag() {
            String known = tag;
            if (known == null) {
                known = EntityTag.of(topic, version);
                tag = known;
            }
            return known;
        }

        /** @return null: it has to be read */
        Written answer() {
            return answer;
        }
    }

    /** Costs next to nothing; fails as {@link Counts#version} does. */
    synchronized AtVersion now(Topic topic) {
        Counts.Version current = now.get();
        if (!current.equals(version)) {
            version = current;
            all.clear();
            bytes = 0;
        }
        AtVersion known = all.computeIfAbsent(topic, unknown -> new AtVersion(unknown, current));
        shrink();
        return known;
    }

    /** The answer that is kept, or that of the reading under way, or of one that this begins. */
    Uni<Written> read(Topic topic, Supplier<Uni<Written>> reading) {
        return Uni.createFrom().emitter(reader -> read(now(topic), reading, reader));
    }

    private void read(AtVersion known, Supplier<Uni<Written>> reading, UniEmitter<? super Written> reader) {
        SharedReading shared = join(known, reader);
        if (shared == null) {
            reader.complete(known.answer());
            return;
        }
        reader.onTermination(() -> leave(known, shared, reader));
        if (shared.isMadeBy(reader)) {
            make(known, shared, reading);
        }
    }

    /** @return null: it has been answered meanwhile */
    private synchronized SharedReading join(AtVersion known, UniEmitter<? super Written> reader) {
        if (known.answer() != null) {
            return null;
        }
        if (readers == mostReaders) {
            throw new Overloaded("Too many readers wait; ask again after Retry-After.");
        }
        if (known.reading == null) {
            known.reading = new SharedReading(reader);
            readings++;
        }
        known.reading.join(reader);
        readers++;
        return known.reading;
    }

    private void make(AtVersion known, SharedReading shared, Supplier<Uni<Written>> reading) {
        Cancellable underWay = Uni.createFrom()
                .deferred(reading::get)
                .subscribe()
                .with(answer -> ended(known, shared, answer), failure -> failed(known, shared, failure));
        synchronized (this) {
            shared.began(underWay);
            if (shared.isAbandoned()) {
                shared.cancel();
            }
        }
    }

    private void ended(AtVersion known, SharedReading shared, Written answer) {
        List<UniEmitter<? super Written>> told;
        synchronized (this) {
            told = dismiss(known, shared);
            keep(known.topic, answer);
        }
        told.forEach(reader -> reader.complete(answer));
    }

    private void failed(AtVersion known, SharedReading shared, Throwable failure) {
        List<UniEmitter<? super Written>> told;
        synchronized (this) {
            told = dismiss(known, shared);
        }
        told.forEach(reader -> reader.fail(failure));
    }

    private List<UniEmitter<? super Written>> dismiss(AtVersion known, SharedReading shared) {
        List<UniEmitter<? super Written>> told = shared.dismiss();
        readers -= told.size();
        forget(known, shared);
        return told;
    }

    private static void forget(AtVersion known, SharedReading shared) {
        if (known.reading == shared) {
            known.reading = null;
        }
    }

    /** The version may have moved since the reading began: then its answer is worth keeping only if it is of the new one. */
    private void keep(Topic topic, Written answer) {
        AtVersion known = now(topic);
        int size = answer.body().length();
        boolean fits = size <= mostBytes && all.get(topic) == known;
        if (fits && known.answer() == null && known.version.equals(answer.version())) {
            known.answer = answer;
            bytes += size;
            shrink();
        }
    }

    private void shrink() {
        Iterator<AtVersion> eldest = all.values().iterator();
        while (all.size() > mostAnswers || bytes > mostBytes) {
            Written gone = eldest.next().answer();
            bytes -= gone == null ? 0 : gone.body().length();
            eldest.remove();
        }
    }

    private void leave(AtVersion known, SharedReading shared, UniEmitter<? super Written> reader) {
        synchronized (this) {
            if (!shared.leave(reader)) {
                return;
            }
            readers--;
            if (!shared.isAbandoned()) {
                return;
            }
            forget(known, shared);
        }
        shared.cancel();
    }

    /** How many were made since the start. */
    synchronized long readings() {
        return readings;
    }

    /** How many wait for a reading, their own or another's. */
    synchronized int readers() {
        return readers;
    }

    /** The memory that bodies take. */
    synchronized long bytes() {
        return bytes;
    }
}
