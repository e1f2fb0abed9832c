package io.yiping.registry;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Sessions of Hibernate Reactive, each with a connection of the readers' pool. To be used on the event loop of a request.
 *
 * <p>Failure: what is asked of a session is never cancelled. In some versions a client that leaves while its session waits for a
 * connection takes that along for good (hibernate-reactive#4133). A server that is silent ends it, see {@code ReadPool}.
 */
@Singleton
final class Sessions {

    private final SessionFactory factory;

    Sessions(SessionFactory factory) {
        this.factory = factory;
    }

    <T> Uni<T> read(Function<StatelessSession, Uni<T>> work) {
        return uncancelled(factory.withStatelessSession(work));
    }

    <T> Uni<T> inTransaction(Function<StatelessSession, Uni<T>> work) {
        return uncancelled(factory.withStatelessTransaction((session, transaction) -> work.apply(session)));
    }

    private static <T> Uni<T> uncancelled(Uni<T> work) {
        return Uni.createFrom().emitter(listener -> work.subscribe().with(listener::complete, listener::fail));
    }
}
