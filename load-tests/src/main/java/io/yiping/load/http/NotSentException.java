package io.yiping.load.http;

import java.io.IOException;

/** No connection could be made: the request never left, so nothing can have come of it. */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1;

    NotSentException(Endpoint endpoint, IOException cause) {
        super(endpoint + " cannot be reached: " + cause.getMessage(), cause);
    }
}
