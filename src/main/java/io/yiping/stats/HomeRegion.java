package io.yiping.stats;

import io.yiping.rating.Region;
import jakarta.inject.Singleton;

/** The region whose parts {@code by=region} lists when no region is asked for. */
@Singleton
final class HomeRegion {

    private final Long region;

    HomeRegion(StatsConfig config) {
        this.region = config.homeRegion().map(HomeRegion::parse).orElse(null);
    }

    private static Long parse(String text) {
        long region = Region.parse(text);
        if (region < 0) {
            throw new IllegalStateException("yiping.stats.home-region has 6 or 12 digits, not " + text);
        }
        return region;
    }

    /** 12 digits; null: none is configured. */
    Long region() {
        return region;
    }
}
