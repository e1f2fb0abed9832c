package io.yiping.stats;

import io.yiping.count.By;
import io.yiping.rating.Catalogue;
import io.yiping.rating.Channel;
import io.yiping.rating.Level;
import io.yiping.rating.Option;
import io.yiping.rating.Origin;
import io.yiping.rating.Region;

/** The Chinese word for the key of a row, where there is one. */
final class RowName {

    private RowName() {}

    /** @return null where none is known */
    static String of(By by, String rawKey) {
        return switch (by) {
            case LEVEL -> Level.of(Integer.parseInt(rawKey)).chinese();
            case ORIGIN -> Origin.valueOf(rawKey).chinese();
            case CHANNEL -> Channel.valueOf(rawKey).chinese();
            case REGION -> Region.name(Long.parseLong(rawKey));
            case OPTION -> option(rawKey);
            case AGENCY, MATTER, MINUTE, HOUR, DAY, MONTH -> null;
        };
    }

    private static String option(String code) {
        Option option = Catalogue.option(code);
        return option == null ? null : option.text();
    }
}
