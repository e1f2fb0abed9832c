package io.yiping.stats;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How figures are read. */
@ConfigMapping(prefix = "yiping.stats")
interface StatsConfig {

    /**
     * The region whose parts {@code by=region} lists when no region is asked for: a city's own code on a city's service. 6 or
     * 12 digits; anything else keeps the service from starting. Not set: the provinces found.
     */
    Optional<String> homeRegion();

    /**
     * Answers kept, with what is known of a question at least its ETag: about 0.5 KB beside the bytes below. At the bound the
     * one that was not asked for the longest goes. All of them go when the version moves.
     */
    @WithDefault("1000")
    int keptAnswers();

    /**
     * Bytes of answers kept; one of a hundred rows has some 20 KB, the longest 250 KB. At the bound the one that was not asked
     * for the longest goes; a single one that is larger is not kept.
     */
    @WithDefault("16M")
    MemorySize keptBytes();

    /**
     * Readers that wait for readings of the database, their own or another's: some KB each, for at most 5 s. One more is
     * refused with 503.
     */
    @WithDefault("10000")
    int waitingReaders();

    /** Requests remembered as they were understood, up to 2 KB each. At the bound all are forgotten and understood anew. */
    @WithDefault("2000")
    int knownWordings();

    /** Clients that watch at once, some 40 KB each. One more is refused with 503. */
    @WithDefault("4000")
    int watchers();

    /**
     * Frames written a second, to all who watch together: some 25 microseconds of a processor each. Who watches is told in turn, at most
     * every 250 ms: up to 250 are told so often, 2,000 every two seconds.
     */
    @WithDefault("1000")
    int frames();

    /** Different selections watched at once: each is read up to four times a second, some milliseconds of a processor. */
    @WithDefault("100")
    int watchedSelections();
}
