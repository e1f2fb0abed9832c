package io.yiping.stats;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How figures are read. */
@ConfigMapping(prefix = "yiping.stats")
interface StatsConfig {

    /**
     * The region whose parts {@code by=region} lists when no region is asked for: a city's own code on a city's service. 6 or
     * 12 digits; anything else keeps the service from starting. Not set: the provinces found.
     */
    Optional<String> homeRegion();
}
