package io.yiping.stats;

import io.vertx.core.buffer.Buffer;
import io.yiping.count.Counted;
import io.yiping.count.Counts;

/**
 * An answer as it is sent. Immutable: many responses may write the same body.
 *
 * @param nextCursor null: there are no more rows
 */
record Written(Counts.Version version, String tag, String nextCursor, Buffer body) {

    static Written of(Question question, Counted counted, RowNames names) {
        Counts.Version version = new Counts.Version(counted.version(), counted.asOf());
        String cursor = Cursor.next(question.query(), question.window(), counted);
        return new Written(
                version,
                EntityTag.of(question, version),
                cursor,
                question.form().write(question, counted, names, cursor));
    }
}
