package io.yiping.ingest;

/** The bytes are not the JSON that is needed; nothing of the request can be taken. The message says where. */
final class NotJson extends Exception {

    NotJson(String message) {
        super(message, null, false, false);
    }
}
