package io.yiping.stats;

import io.vertx.core.buffer.Buffer;
import io.yiping.count.Counted;
import io.yiping.count.Query;
import io.yiping.count.Tally;
import io.yiping.platform.Csv;
import io.yiping.rating.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An answer of {@code GET /v1/stats} as CSV (RFC 4180): one line a row, or one for the total where no rows were asked for;
 * version and period stand in each.
 */
final class StatsCsv {

    private static final String HEADER = "version,asOf,from,to,by,key,name,level5,level4,level3,level2,level1,"
            + "ratings,active,default,satisfactionRate,badRate,activeRate,intervalLow,intervalHigh,"
            + "previousRatings,previousSatisfactionRate,previousBadRate\r\n";

    private StatsCsv() {}

    static Buffer of(Query query, Counted counted, RowNames names) {
        StringBuilder csv = new StringBuilder(HEADER);
        if (query.by() == null) {
            line(csv, query, counted, null, null, counted.total(), counted.previous());
        } else {
            for (Counted.Row row : counted.rows()) {
                String key = query.by().text(row.rawKey());
                line(csv, query, counted, key, names.of(row.rawKey()), row.tally(), row.previous());
            }
        }
        return Buffer.buffer(csv.toString());
    }

    private static void line(
            StringBuilder csv, Query query, Counted counted, String key, String name, Tally tally, Tally previous) {
        List<Object> values = new ArrayList<>();
        values.add(counted.version());
        values.add(counted.asOf());
        values.add(query.period().fromText());
        values.add(query.period().toText());
        values.add(query.by() == null ? null : query.by().name().toLowerCase(Locale.ROOT));
        values.add(key);
        values.add(name);
        figures(values, tally);
        previous(values, previous);
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            csv.append(i == 0 ? "" : ",").append(text(value));
        }
        csv.append("\r\n");
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal rate ? rate.toPlainString() : Csv.text(value.toString());
    }

    private static void figures(List<Object> values, Tally tally) {
        for (int level = Level.HIGHEST; level >= Level.LOWEST; level--) {
            values.add(tally.count(Level.of(level)));
        }
        Figures figures = Figures.of(tally);
        values.add(figures.ratings());
        values.add(figures.active());
        values.add(figures.byDefault());
        values.add(figures.satisfactionRate());
        values.add(figures.badRate());
        values.add(figures.activeRate());
        values.add(figures.interval() == null ? null : figures.interval().low());
        values.add(figures.interval() == null ? null : figures.interval().high());
    }

    private static void previous(List<Object> values, Tally previous) {
        Figures figures = previous == null ? null : Figures.of(previous);
        values.add(figures == null ? null : figures.ratings());
        values.add(figures == null ? null : figures.satisfactionRate());
        values.add(figures == null ? null : figures.badRate());
    }
}
