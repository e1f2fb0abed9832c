package io.yiping.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code registry_edition}: a kind's list as it is from a version on, until the next edition. */
@Entity
@Table(name = "registry_edition")
@IdClass(RegistryEdition.Key.class)
class RegistryEdition {

    @Id
    short kind;

    @Id
    int edition;

    long version;
    int entries;

    @Column(name = "changed_at")
    Instant changedAt;

    /** What tells rows apart. */
    record Key(short kind, int edition) implements Serializable {}

    /** For Hibernate. */
    protected RegistryEdition() {}

    RegistryEdition(Kind kind, int edition, long version, int entries, Instant changedAt) {
        this.kind = kind.number();
        this.edition = edition;
        this.version = version;
        this.entries = entries;
        this.changedAt = changedAt;
    }
}
