package io.yiping.count;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.yiping.platform.Overloaded;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Lets a bounded number of readings be made at once; the others wait in line. A reading's parameters carry what is not folded
 * yet, up to some megabytes, and must not be made before there is a connection for them.
 *
 * <p>Bound: beyond the line's length a reading fails at once. Failure: one that nobody waits for any more is passed over; one
 * that has begun ends by itself, and only then the next begins. Thread-safety: safe.
 */
final class Turns {

    private final int atOnce;
    private final int lineLength;
    private final Queue<Turn> line = new ArrayDeque<>();
    private int running;

    /** @param gone nobody waits for it any more */
    private record Turn(Runnable start, AtomicBoolean gone) {}

    Turns(int atOnce, int lineLength) {
        this.atOnce = atOnce;
        this.lineLength = lineLength;
    }

    <T> Uni<T> take(Supplier<Uni<T>> reading) {
        return Uni.createFrom().emitter(reader -> {
            AtomicBoolean gone = new AtomicBoolean();
            reader.onTermination(() -> gone.set(true));
            if (!enter(new Turn(() -> read(reading, reader), gone))) {
                reader.fail(new Overloaded("Too many readings wait; ask again after Retry-After."));
            }
        });
    }

    synchronized int waiting() {
        return line.size();
    }

    /** @return false when the line is full */
    private boolean enter(Turn turn) {
        synchronized (this) {
            if (running == atOnce) {
                return line.size() < lineLength && line.add(turn);
            }
            running++;
        }
        turn.start().run();
        return true;
    }

    private <T> void read(Supplier<Uni<T>> reading, UniEmitter<? super T> reader) {
        Uni.createFrom()
                .deferred(reading::get)
                .subscribe()
                .with(item -> ended(() -> reader.complete(item)), failure -> ended(() -> reader.fail(failure)));
    }

    /** The reader first: it need not wait until the next reading has begun. */
    private void ended(Runnable tell) {
        try {
            tell.run();
        } finally {
            next();
        }
    }

    private void next() {
        Turn turn;
        synchronized (this) {
            do {
                turn = line.poll();
            } while (turn != null && turn.gone().get());
            if (turn == null) {
                running--;
                return;
            }
        }
        turn.start().run();
    }
}
