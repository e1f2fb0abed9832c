package io.yiping.stats;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A snapshot as an event. Immutable: all who watch the same are written the same bytes. */
record Frame(long version, Buffer bytes) {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    /** @param answer JSON, which has no line breaks */
    static Frame of(Written answer) {
        long version = answer.version().number();
        Buffer bytes = Buffer.buffer(answer.body().length() + 64);
        bytes.appendString("id: ").appendString(Long.toString(version)).appendString("\n");
        bytes.appendBytes(DATA).appendBuffer(answer.body()).appendBytes(END);
        return new Frame(version, bytes);
    }
}
