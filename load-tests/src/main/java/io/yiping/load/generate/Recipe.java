package io.yiping.load.generate;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * All that decides the bytes of a file: equal recipes give equal files.
 *
 * @param until the last day, in Asia/Shanghai
 * @param dirt multiplies the shares of {@link Shares}
 * @param levels percent of the levels 5, 4, 3, 2, 1 among active ratings
 * @param defaultShare ratings that count as given because nobody rated in time
 */
record Recipe(
        int ratings,
        long seed,
        LocalDate until,
        int days,
        double dirt,
        ServiceEventIds.Form keys,
        double[] levels,
        double defaultShare) {
    static final int RATINGS = 1_000_000;
    static final long SEED = 42;
    static final LocalDate UNTIL = LocalDate.of(2026, 11, 20);
    static final int DAYS = 30;
    static final double DEFAULT_SHARE = 0.05;

    /** As published for 23.7 million ratings, 3,591 of them bad (99.82 / 0.14 / 0.03 / 0.00 / 0.01), to the digits known. */
    static final String LEVELS = "99.82,0.14,0.0249,0.0049,0.0102";

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("ratings", ratings);
        parameters.put("until", until.toString());
        parameters.put("days", days);
        parameters.put("dirt", dirt);
        parameters.put("keys", keys.name().toLowerCase(Locale.ROOT));
        parameters.put("levels", levels);
        parameters.put("defaultShare", defaultShare);
        return parameters;
    }
}
