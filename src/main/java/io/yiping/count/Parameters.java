package io.yiping.count;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The parameters of a statement, in the order in which its text names them. Thread-safety: none. */
final class Parameters {

    private final List<Object> values = new ArrayList<>();

    /** How the text names a value. */
    String add(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    void addAll(Collection<Object> more) {
        values.addAll(more);
    }

    Tuple tuple() {
        return Tuple.tuple(values);
    }
}
