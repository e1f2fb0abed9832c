package io.yiping.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of reading requests. */
@ConfigMapping(prefix = "yiping.http")
interface HttpConfig {

    /** A body that has not arrived after this long is answered 408, however busily it trickles. */
    @WithDefault("30s")
    Duration bodyTimeout();

    /**
     * Bytes of bodies held at once, over all connections; more is refused with 503. A held body costs about four times
     * its size while its ratings wait in the ledger.
     */
    @WithDefault("32M")
    MemorySize bodiesInFlight();
}
