package io.yiping.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code registry_entry}: an entry from one edition of its kind's list until another. */
@Entity
@Table(name = "registry_entry")
@IdClass(RegistryEntry.Key.class)
class RegistryEntry {

    @Id
    short kind;

    @Id
    @Column(columnDefinition = "text")
    String code;

    @Id
    int since;

    /** Null: it is in force. */
    Integer until;

    @Column(columnDefinition = "text")
    String name;

    /** Null: it has none. */
    @Column(columnDefinition = "text")
    String parent;

    /** What tells rows apart. */
    record Key(short kind, String code, int since) implements Serializable {}

    /** For Hibernate. */
    protected RegistryEntry() {}

    RegistryEntry(Kind kind, Entry entry, int since) {
        this.kind = kind.number();
        this.code = entry.code();
        this.since = since;
        this.name = entry.name();
        this.parent = entry.parent();
    }

    Entry entry() {
        return new Entry(code, name, parent);
    }
}
