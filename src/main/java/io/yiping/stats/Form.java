package io.yiping.stats;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.Counted;
import java.util.Locale;

/** In which form an answer is written; {@code Accept} chooses. */
enum Form {
    JSON("application/json"),
    CSV("text/csv; charset=utf-8"),
    /** Begins with the byte order mark by which spreadsheets know UTF-8. */
    CSV_WITH_MARK("text/csv; charset=utf-8");

    private static final String MARK = "\ufeff";

    private final String contentType;

    Form(String contentType) {
        this.contentType = contentType;
    }

    /** The one that the client likes best; JSON when it likes none, both alike, or says nothing. */
    static Form of(RoutingContext call, boolean marked) {
        String accept = call.request().getHeader(HttpHeaders.ACCEPT);
        boolean csv = accept != null && liking(accept, "text/csv") > liking(accept, "application/json");
        return !csv ? JSON : marked ? CSV_WITH_MARK : CSV;
    }

    /** The weight of the most specific range that has the type (RFC 9110, 12.5.1); 0 when none has. */
    private static double liking(String accept, String type) {
        double liking = 0;
        int specific = 0;
        for (String one : accept.split(",")) {
            String[] parts = one.split(";", -1);
            String range = parts[0].strip().toLowerCase(Locale.ROOT);
            int match = range.equals(type)
                    ? 3
                    : range.equals(type.replaceAll("/.*", "/*")) ? 2 : range.equals("*/*") ? 1 : 0;
            if (match > specific) {
                specific = match;
                liking = weight(parts);
            }
        }
        return liking;
    }

    private static double weight(String[] range) {
        for (int i = 1; i < range.length; i++) {
            String parameter = range[i].strip();
            if (parameter.matches("[qQ]=[01](\\.[0-9]{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }

    String contentType() {
        return contentType;
    }

    /** @param nextCursor null: there are no more rows */
    Buffer write(Question question, Counted counted, String nextCursor) {
        return switch (this) {
            case JSON -> StatsJson.of(question, counted, nextCursor);
            case CSV -> StatsCsv.of(question.query(), counted);
            case CSV_WITH_MARK -> Buffer.buffer(MARK).appendBuffer(StatsCsv.of(question.query(), counted));
        };
    }
}
