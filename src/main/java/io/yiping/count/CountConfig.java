package io.yiping.count;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the journal of count changes is followed and folded. */
@ConfigMapping(prefix = "yiping.count")
interface CountConfig {

    /** How often an instance asks for new versions; one indexed read of some tens of microseconds. */
    @WithDefault("50ms")
    Duration followEvery();

    /**
     * Fold when this many changes wait: large steps touch each count row once for many ratings. Until then each reading looks
     * at them in memory, some 5 ns each.
     */
    @WithDefault("400000")
    int foldAtChanges();

    /** Fold what waits after this long at the latest. */
    @WithDefault("10s")
    Duration foldAfter();

    /**
     * A burst that has ended is folded at once, while nobody needs the processors: when nothing has come for this long and at
     * least {@link #foldWhenQuietChanges} wait. Fewer are worth no step of their own.
     */
    @WithDefault("100ms")
    Duration foldWhenQuiet();

    @WithDefault("1000")
    int foldWhenQuietChanges();

    /** A step of folding ends with the transaction that reaches so many changes; it has a bound of its sums too. */
    @WithDefault("500000")
    int maxFoldedChanges();

    /**
     * Changes an instance keeps in memory; about 25 bytes each; a transaction counts as 20 of them, each
     * code of an agency or a matter in it as 3: some 50 MB. At the bound it
     * stops following until they are folded: its figures stay exact, at an older version.
     */
    @WithDefault("2000000")
    int maxUnfoldedChanges();

    /** Folded journal rows are kept this long, for the followers of other instances and for lost COMMITs. */
    @WithDefault("2m")
    Duration journalKept();

    /**
     * Readings made at once: as many as the readers' pool has connections, less two for lookups and one for a load of the
     * registry.
     */
    @WithDefault("5")
    int readingsAtOnce();

    /** Readings that wait for their turn; one more is refused at once as overloaded. */
    @WithDefault("1000")
    int readingsInLine();
}
