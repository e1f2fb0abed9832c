package io.yiping.platform;

import java.util.Locale;

/**
 * The closed table of problem names (RFC 9457 {@code type} = {@code /problems/<name>}). The OpenAPI document lists the
 * same; a test holds the two together.
 */
public enum Problem {
    BAD_REQUEST(400, "The request is not well-formed HTTP for this service"),
    NOT_JSON(400, "The body is not JSON"),
    NOT_AN_ARRAY(400, "A batch is a JSON array of ratings"),
    BATCH_EMPTY(400, "A batch has at least one item"),
    BODY_UNREADABLE(400, "The body cannot be decompressed"),
    PARAMETER_INVALID(400, "A query parameter cannot be understood"),
    NOT_FOUND(404, "There is nothing at this path"),
    RATING_NOT_FOUND(404, "The service event has no rating"),
    METHOD_NOT_ALLOWED(405, "The path does not take this method"),
    BODY_TIMEOUT(408, "The body did not arrive in time"),
    ANSWERS_UNREAD(408, "The answers were not read in time"),
    RATING_CONFLICT(409, "The service event already has another rating"),
    REGISTRY_CHANGED(412, "The list is not the one that was read"),
    CONTENT_TOO_LARGE(413, "The request is larger than it may be"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's type or encoding is not taken here"),
    RATING_INVALID(422, "The rating breaks the rules"),
    BATCH_REJECTED(422, "Every item of the batch breaks the rules"),
    LOOKUP_INVALID(422, "The lookup cannot be understood"),
    STATS_SELECTION_UNSUPPORTED(422, "This selection is not served"),
    STATS_RANGE_TOO_LONG(422, "The period is longer than this selection is served"),
    REGISTRY_INVALID(422, "Entries of the list break the rules"),
    INTERNAL_ERROR(500, "The service failed"),
    OVERLOADED(503, "The service has more to do than it can take"),
    OUTCOME_UNKNOWN(503, "It is not known to be stored; send it again"),
    NOT_READY(503, "The service is not ready"),
    VERSION_NOT_REACHED(503, "The version asked for has not been reached");

    private final int status;
    private final String title;
    private final String type = "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** A relative reference, stable for ever. */
    public String type() {
        return type;
    }
}
