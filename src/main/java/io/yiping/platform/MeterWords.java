package io.yiping.platform;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** What {@code /q/metrics} says of each of our meters, for those who have nothing else before them. */
@Singleton
final class MeterWords {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry(
                    Meters.RATINGS,
                    "Ratings answered, by way in and verdict; retry are those refused before anything was tried, or not known to be stored"),
            Map.entry(Meters.REPLACED, "Of the accepted ratings those that took the place of a default one"),
            Map.entry(Meters.REFUSED, "Requests refused before anything was tried"),
            Map.entry(Meters.QUEUE, "Ratings that wait for a transaction"),
            Map.entry(Meters.WAIT, "From a submission's arrival to its commit"),
            Map.entry(Meters.FLUSH, "A transaction from its begin to its commit, with what was tried again"),
            Map.entry(Meters.FLUSH_SIZE, "Ratings in a transaction"),
            Map.entry(Meters.REPEATED, "Transactions that failed; most of them are run again at once"),
            Map.entry(Meters.VERSION, "The version that this instance answers at"),
            Map.entry(Meters.UNFOLDED, "Changes of counts kept in memory until they are folded"),
            Map.entry(Meters.JOURNAL, "Rows of the journal that are not folded yet"),
            Map.entry(Meters.FOLD_LAG, "Seconds since which the oldest of them waits"),
            Map.entry(Meters.FOLD, "A step of folding, on the instance that folds"),
            Map.entry(Meters.FOLD_SIZE, "Changes in a step of folding"),
            Map.entry(Meters.READING, "Readings of the count tables, by line"),
            Map.entry(Meters.READINGS_WAITING, "Readings that wait for their turn"),
            Map.entry(Meters.WATCHERS, "Clients that watch figures live"));

    @Produces
    @Singleton
    MeterFilter words() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String words = WORDS.get(id.getName());
                return words == null
                        ? id
                        : new Meter.Id(
                                id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), words, id.getType());
            }
        };
    }
}
