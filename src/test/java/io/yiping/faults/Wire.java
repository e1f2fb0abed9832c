package io.yiping.faults;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The way of a request and its answer. */
@FunctionalInterface
interface Wire {

    /**
     * Sends, and waits for the answer.
     *
     * @param body of the request, if it has one
     */
    HttpResponse<byte[]> send(HttpRequest request, byte[] body) throws IOException;
}
