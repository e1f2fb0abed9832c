package io.yiping.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Writes answers: JSON, and problems as RFC 9457 has them. A client that has gone away is no error. */
public final class Answers {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    private Answers() {}

    public static void json(RoutingContext call, int status, Buffer body) {
        send(call, status, JSON, body);
    }

    /** 200 in another form than JSON. */
    public static void ok(RoutingContext call, String contentType, Buffer body) {
        send(call, 200, contentType, body);
    }

    public static void problem(RoutingContext call, Problem problem, String detail) {
        problem(call, problem, detail, json -> {});
    }

    /** @param members what the problem carries beside type, title, status and detail */
    public static void problem(RoutingContext call, Problem problem, String detail, Json.Part members) {
        Buffer body = Json.object(json -> {
            json.writeStringField("type", problem.type());
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            json.writeStringField("detail", detail);
            members.write(json);
        });
        send(call, problem.status(), PROBLEM_JSON, body);
    }

    /** A problem that passes: with the time after which it is worth trying again, in whole seconds, rounded up. */
    public static void unavailable(
            RoutingContext call, Problem problem, String detail, Duration retryAfter, Json.Part members) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        call.response().putHeader(RETRY_AFTER, Long.toString(seconds));
        problem(call, problem, detail, members);
    }

    private static void send(RoutingContext call, int status, CharSequence type, Buffer body) {
        HttpServerResponse response = call.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
    }
}
