package io.yiping.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The embedded PostgreSQL, used when no database is configured. */
@ConfigMapping(prefix = "yiping.embedded")
interface EmbeddedConfig {

    /** Where its binaries and its data are kept; relative to the working folder. */
    @WithDefault(".yiping")
    Path dataDir();

    /** {@code shared_buffers}, such as 512MB; absent: an eighth of the machine's memory, between 128 MB and 2 GB. */
    Optional<String> sharedBuffers();

    /**
     * {@code max_wal_size}. A million ratings write about 0.5 GB of WAL; at 8 GB a burst of several millions ends before
     * it forces a checkpoint, after which every touched page is written to WAL in full.
     */
    @WithDefault("8GB")
    String maxWalSize();

    /** How long one start may take, recovery after a kill included. */
    @WithDefault("5m")
    Duration startTimeout();
}
