package io.yiping.stats;

import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One reading, and all who wait for it. Thread-safety: none; {@link SharedAnswers} guards it. */
final class SharedReading {

    private final UniEmitter<? super Written> first;
    private final Set<UniEmitter<? super Written>> readers = new LinkedHashSet<>();
    private Cancellable underWay;

    /** @param first who makes it; the others only wait */
    SharedReading(UniEmitter<? super Written> first) {
        this.first = first;
    }

    boolean isMadeBy(UniEmitter<? super Written> reader) {
        return reader == first;
    }

    void join(UniEmitter<? super Written> reader) {
        readers.add(reader);
    }

    /** @return false when it has been told already */
    boolean leave(UniEmitter<? super Written> reader) {
        return readers.remove(reader);
    }

    boolean isAbandoned() {
        return readers.isEmpty();
    }

    /** All who are to be told; nobody waits any more. */
    List<UniEmitter<? super Written>> dismiss() {
        List<UniEmitter<? super Written>> all = List.copyOf(readers);
        readers.clear();
        return all;
    }

    void began(Cancellable reading) {
        underWay = reading;
    }

    /** Does nothing to one that has ended. */
    void cancel() {
        if (underWay != null) {
            underWay.cancel();
        }
    }
}
