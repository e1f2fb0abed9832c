package io.yiping.stats;

import io.smallrye.mutiny.Uni;
import io.yiping.count.By;
import io.yiping.count.Counted;
import io.yiping.rating.Catalogue;
import io.yiping.rating.Level;
import io.yiping.rating.Option;
import io.yiping.rating.Origin;
import io.yiping.registry.Kind;
import io.yiping.registry.Names;
import java.util.List;
import java.util.Map;

/**
 * The Chinese words for the keys of rows: ours for levels, origins and options, the registry's for what it lists, as they are at the
 * version of the figures.
 */
final class RowNames {

    private final By by;
    private final Map<String, String> registered;

    private RowNames(By by, Map<String, String> registered) {
        this.by = by;
        this.registered = registered;
    }

    /** Asks the registry only where it has something to say. */
    static Uni<RowNames> read(Names names, By by, Counted counted) {
        Kind kind = kind(by);
        if (kind == null || counted.rows().isEmpty()) {
            return Uni.createFrom().item(new RowNames(by, Map.of()));
        }
        List<String> codes =
                counted.rows().stream().map(row -> by.text(row.rawKey())).toList();
        return names.at(counted.version(), kind, codes).map(registered -> new RowNames(by, registered));
    }

    /** @return null: these have no names that could be registered */
    private static Kind kind(By by) {
        if (by == null) {
            return null;
        }
        return switch (by) {
            case REGION -> Kind.REGIONS;
            case AGENCY -> Kind.AGENCIES;
            case MATTER -> Kind.MATTERS;
            case CHANNEL -> Kind.CHANNELS;
            default -> null;
        };
    }

    /** @return null where none is known */
    String of(String rawKey) {
        return switch (by) {
            case LEVEL -> Level.of(Integer.parseInt(rawKey)).chinese();
            case ORIGIN -> Origin.valueOf(rawKey).chinese();
            case OPTION -> option(rawKey);
            default -> registered.get(by.text(rawKey));
        };
    }

    private static String option(String code) {
        Option option = Catalogue.option(code);
        return option == null ? null : option.text();
    }
}
