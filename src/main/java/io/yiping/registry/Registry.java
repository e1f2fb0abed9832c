package io.yiping.registry;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Reads the lists: their editions, and the entries of one. */
@Singleton
final class Registry {

    private static final String LATEST = "from RegistryEdition where kind = :kind order by edition desc";

    private static final String ALL_LATEST = """
            from RegistryEdition e where e.edition = (select max(l.edition) from RegistryEdition l where l.kind = e.kind)
            order by e.kind""";

    private static final String ONE = "from RegistryEdition where kind = :kind and edition = :edition";

    private static final String PAGE = """
            from RegistryEntry where kind = :kind and code > :after and since <= :edition
            and (until is null or until > :edition) order by code""";

    private final Sessions sessions;

    Registry(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The lists in force, by kind. */
    Uni<List<RegistryEdition>> latest() {
        return sessions.read(session ->
                session.createQuery(ALL_LATEST, RegistryEdition.class).getResultList());
    }

    /** The list in force. */
    Uni<RegistryEdition> latest(Kind kind) {
        return sessions.read(session -> latest(session, kind));
    }

    static Uni<RegistryEdition> latest(StatelessSession session, Kind kind) {
        return session.createQuery(LATEST, RegistryEdition.class)
                .setParameter("kind", kind.number())
                .setMaxResults(1)
                .getSingleResult();
    }

    /** @return null: there is none */
    Uni<RegistryEdition> edition(Kind kind, int edition) {
        return sessions.read(session -> session.createQuery(ONE, RegistryEdition.class)
                .setParameter("kind", kind.number())
                .setParameter("edition", edition)
                .getSingleResultOrNull());
    }

    /** Entries of an edition, by code, after this one. */
    Uni<List<RegistryEntry>> page(Kind kind, int edition, String after, int limit) {
        return sessions.read(session -> page(session, kind, edition, after, limit));
    }

    static Uni<List<RegistryEntry>> page(StatelessSession session, Kind kind, int edition, String after, int limit) {
        return session.createQuery(PAGE, RegistryEntry.class)
                .setParameter("kind", kind.number())
                .setParameter("edition", edition)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }
}
