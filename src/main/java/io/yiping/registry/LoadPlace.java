package io.yiping.registry;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

/** The place of the one load that this instance has memory and a connection for. Thread-safety: safe. */
@Singleton
final class LoadPlace {

    private final AtomicBoolean taken = new AtomicBoolean();

    /** @return false: somebody loads; else {@link #leave} has to follow, once */
    boolean enter() {
        return taken.compareAndSet(false, true);
    }

    void leave() {
        taken.set(false);
    }
}
