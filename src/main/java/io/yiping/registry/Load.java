package io.yiping.registry;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.yiping.count.NextVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Puts a list into force in place of another, in one transaction: what differs is written as a new edition; then a version
 * is drawn and the edition's row says that it begins there. Only between these two others wait for the version's lock.
 *
 * <p>Bound: a list in memory, and a page of the one in force. One load at a time over all instances: another is told so.
 * Thread-safety: none; it lives on the event loop of its request.
 */
final class Load {

    /**
     * As on the ledger's connections: what is told is durable, and a service that freezes gives its locks back. The version's
     * lock is held from its drawing to the end of COMMIT.
     */
    private static final String SETTINGS = """
            SELECT set_config('synchronous_commit', 'on', true), set_config('idle_in_transaction_session_timeout', '15s', true)""";

    /** "yipinr" as a number; the lock's name within the database. */
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(%d)".formatted(0x796970696e72L);

    /** Compared or closed at once. */
    private static final int PAGE = 1_000;

    /** Inserted at once: Hibernate prepares them one by one, some 20 µs each, and the loop has other requests. */
    private static final int INSERTED_AT_ONCE = 200;

    private static final int TELL_EVERY = 5_000;

    /** So many changes are worth telling the planner; PostgreSQL itself would see them within a minute or two. */
    private static final int MANY = 1_000;

    private static final String CLOSE = """
            update RegistryEntry set until = :edition where kind = :kind and until is null and code in (:codes)""";

    private final StatelessSession session;
    private final Kind kind;
    private final Map<String, Entry> list;
    private final IntConsumer progress;
    private final int size;
    private final List<String> closed = new ArrayList<>();
    private final List<Entry> begun = new ArrayList<>();
    private RegistryEdition before;
    private String comparedTo = "";
    private int changed;
    private int unchanged;
    private int stored;

    /**
     * @param list by code; used up
     * @param progress is told now and then how many entries have been stored
     */
    Load(StatelessSession session, Kind kind, Map<String, Entry> list, IntConsumer progress) {
        this.session = session;
        this.kind = kind;
        this.list = list;
        this.size = list.size();
        this.progress = progress;
    }

    /** @param expected whether the list in force is the one that the client means */
    Uni<Loaded> run(Predicate<RegistryEdition> expected) {
        return session.createNativeQuery(SETTINGS, Object[].class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(LOCK, Boolean.class).getSingleResult())
                .chain(mine -> mine ? runAlone(expected) : Uni.createFrom().item(new Loaded.Busy()));
    }

    private Uni<Loaded> runAlone(Predicate<RegistryEdition> expected) {
        return Registry.latest(session, kind).chain(latest -> {
            before = latest;
            return expected.test(latest)
                    ? compareAll().chain(this::store)
                    : Uni.createFrom().item(new Loaded.Other());
        });
    }

    private Uni<Void> compareAll() {
        return Multi.createBy()
                .repeating()
                .uni(() -> Registry.page(session, kind, before.edition, comparedTo, PAGE)
                        .invoke(this::compare))
                .whilst(page -> page.size() == PAGE)
                .onItem()
                .ignoreAsUni()
                .invoke(() -> begun.addAll(list.values()));
    }

    /** What is left of the list after the last page is new. */
    private void compare(List<RegistryEntry> page) {
        for (RegistryEntry standing : page) {
            Entry entry = list.remove(standing.code);
            comparedTo = standing.code;
            if (standing.entry().equals(entry)) {
                unchanged++;
                continue;
            }
            closed.add(standing.code);
            if (entry != null) {
                changed++;
                begun.add(entry);
            }
        }
    }

    private Uni<Loaded> store() {
        if (closed.isEmpty() && begun.isEmpty()) {
            return Uni.createFrom().item(inForce(before));
        }
        return inParts(closed, PAGE, this::close)
                .chain(() -> inParts(begun, INSERTED_AT_ONCE, this::begin))
                .chain(this::tellPlanner)
                .chain(this::putInForce)
                .map(this::inForce);
    }

    private Loaded inForce(RegistryEdition edition) {
        int added = begun.size() - changed;
        return new Loaded.InForce(edition, added, changed, closed.size() - changed, unchanged);
    }

    private Uni<Void> close(List<String> codes) {
        return session.createMutationQuery(CLOSE)
                .setParameter("edition", before.edition + 1)
                .setParameter("kind", kind.number())
                .setParameter("codes", codes)
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Void> begin(List<Entry> entries) {
        Object[] rows = entries.stream()
                .map(entry -> new RegistryEntry(kind, entry, before.edition + 1))
                .toArray();
        return session.insertAll(rows.length, rows).invoke(() -> {
            stored += rows.length;
            if (stored % TELL_EVERY == 0) {
                progress.accept(stored);
            }
        });
    }

    /** Statements that were planned for a list of ten would take a hundred thousand one by one. */
    private Uni<Void> tellPlanner() {
        return begun.size() + closed.size() < MANY
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery("ANALYZE registry_entry")
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /** Two rows under the version's lock, and COMMIT. */
    private Uni<RegistryEdition> putInForce() {
        return session.createNativeQuery(NextVersion.SQL, Object[].class)
                .getSingleResult()
                .map(drawn -> new RegistryEdition(
                        kind, before.edition + 1, ((Number) drawn[0]).longValue(), size, instant(drawn[1])))
                .call(session::insert);
    }

    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime at ? at.toInstant() : (Instant) time;
    }

    /** A part: some elements that are written at once. */
    @FunctionalInterface
    private interface Part<T> {
        Uni<Void> write(List<T> some);
    }

    private static <T> Uni<Void> inParts(List<T> all, int atOnce, Part<T> part) {
        int parts = (all.size() + atOnce - 1) / atOnce;
        return Multi.createFrom()
                .range(0, parts)
                .onItem()
                .transformToUniAndConcatenate(
                        i -> part.write(all.subList(i * atOnce, Math.min(all.size(), (i + 1) * atOnce))))
                .onItem()
                .ignoreAsUni();
    }
}
