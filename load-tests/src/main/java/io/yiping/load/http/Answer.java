package io.yiping.load.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An answer read to its end. {@code retryAfter} is zero and {@code etag} empty when the answer names none. */
public record Answer(int status, Duration retryAfter, String etag, byte[] body) {
    private static final int EXCERPT = 400;

    public boolean refused() {
        return status == 503 || status == 429;
    }

    /** The status and the beginning of the body, for messages. */
    public String excerpt() {
        String text = new String(body, 0, Math.min(body.length, EXCERPT), StandardCharsets.UTF_8);
        return "HTTP " + status + " " + text;
    }
}
