package io.yiping.stats;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.yiping.count.Counted;
import io.yiping.platform.Accept;

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
        boolean csv = Accept.best(call, "application/json", "text/csv").equals("text/csv");
        return !csv ? JSON : marked ? CSV_WITH_MARK : CSV;
    }

    String contentType() {
        return contentType;
    }

    /** @param nextCursor null: there are no more rows */
    Buffer write(Question question, Counted counted, RowNames names, String nextCursor) {
        return switch (this) {
            case JSON -> StatsJson.of(question, counted, names, nextCursor);
            case CSV -> StatsCsv.of(question.query(), counted, names);
            case CSV_WITH_MARK -> Buffer.buffer(MARK).appendBuffer(StatsCsv.of(question.query(), counted, names));
        };
    }
}
