package io.yiping.ingest;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which items an answer lists: the query parameter {@code results}. */
enum Results {
    /** Every item. */
    ALL,
    /** Those that are neither accepted nor duplicate. */
    PROBLEMS,
    /** None; the numbers alone. */
    SUMMARY;

    /** @return null when the parameter has a value that is not among the possible ones */
    static Results asked(RoutingContext call, Results absent, Set<Results> possible) {
        List<String> values = call.queryParam("results");
        if (values.isEmpty()) {
            return absent;
        }
        for (Results one : possible) {
            if (values.equals(List.of(one.name().toLowerCase(Locale.ROOT)))) {
                return one;
            }
        }
        return null;
    }
}
