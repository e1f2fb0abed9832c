package io.yiping.registry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of loading lists into the registry. One load runs at a time; another is refused with 503. */
@ConfigMapping(prefix = "yiping.registry")
interface RegistryConfig {

    /** Entries of a list, some 250 bytes of memory each while they are loaded; one more is a violation. */
    @WithDefault("200000")
    int mostEntries();

    /**
     * Bytes of a list as it is sent, held until it is read, and after decompression; more is refused with 413. With the
     * entries a load takes up to 80 MB.
     */
    @WithDefault("32M")
    MemorySize bodyBytes();

    /** Bytes of a line of NDJSON, characters of a value of CSV: the longest code, name and parent have some 800. A longer one is a violation. */
    @WithDefault("4K")
    MemorySize lineBytes();

    /** A client that has not read a page of a whole list after so long is cut. */
    @WithDefault("30s")
    Duration patience();
}
