package io.yiping.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.yiping.platform.Answers;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import java.io.IOException;
import java.time.Duration;

/**
 * What is told of a load: JSON at its end; or, to who takes NDJSON, a line now and then while it runs, and a last one with
 * {@code summary} or {@code problem}. A line every few thousand entries: a client that does not read them keeps some KB.
 *
 * <p>Thread-safety: none; it belongs to the event loop of its request. A client that has gone away is no error.
 */
final class LoadAnswers {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final RoutingContext call;
    private final boolean lines;

    private LoadAnswers(RoutingContext call, boolean lines) {
        this.call = call;
        this.lines = lines;
    }

    static LoadAnswers begin(RoutingContext call, boolean lines) {
        LoadAnswers answers = new LoadAnswers(call, lines);
        if (lines) {
            call.response()
                    .setChunked(true)
                    .setStatusCode(200)
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .putHeader(HttpHeaders.CONTENT_TYPE, ListReader.NDJSON);
            answers.read(0);
        }
        return answers;
    }

    void read(int entries) {
        progress("read", entries);
    }

    void stored(int entries) {
        progress("stored", entries);
    }

    private void progress(String what, int entries) {
        if (lines) {
            write(json -> json.writeNumberField(what, entries));
        }
    }

    void done(Kind kind, Loaded.InForce now) {
        Json.Part summary = json -> {
            json.writeStringField("kind", kind.word());
            json.writeNumberField("version", now.edition().version);
            json.writeNumberField("entries", now.edition().entries);
            json.writeNumberField("added", now.added());
            json.writeNumberField("changed", now.changed());
            json.writeNumberField("removed", now.removed());
            json.writeNumberField("unchanged", now.unchanged());
        };
        if (lines) {
            last("summary", summary);
        } else {
            call.response()
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .putHeader(HttpHeaders.ETAG, ListTag.of(now.edition(), ListForm.JSON.mark()));
            Answers.json(call, 200, Json.object(summary));
        }
    }

    void invalid(ListDraft draft) {
        int count = draft.violationCount();
        String detail = "Nothing was stored: %d violations%s."
                .formatted(count, count > ListDraft.TOLD ? ", of which the first " + ListDraft.TOLD + " are told" : "");
        problem(Problem.REGISTRY_INVALID, detail, json -> writeViolations(json, draft));
    }

    private static void writeViolations(JsonGenerator json, ListDraft draft) throws IOException {
        json.writeNumberField("violationCount", draft.violationCount());
        json.writeArrayFieldStart("violations");
        for (LineViolation one : draft.violations()) {
            json.writeStartObject();
            json.writeNumberField("line", one.line());
            json.writeStringField("pointer", one.violation().pointer());
            json.writeStringField("code", one.violation().code().code());
            json.writeStringField("message", one.violation().message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void problem(Problem problem, String detail) {
        problem(problem, detail, json -> {});
    }

    private void problem(Problem problem, String detail, Json.Part members) {
        if (lines) {
            last("problem", json -> {
                json.writeStringField("type", problem.type());
                json.writeStringField("title", problem.title());
                json.writeNumberField("status", problem.status());
                json.writeStringField("detail", detail);
                members.write(json);
            });
        } else if (problem.status() == 503) {
            Answers.unavailable(call, problem, detail, RETRY_AFTER, members);
        } else {
            Answers.problem(call, problem, detail, members);
        }
    }

    private void last(String name, Json.Part members) {
        write(json -> {
            json.writeObjectFieldStart(name);
            members.write(json);
            json.writeEndObject();
        });
        if (!isGone()) {
            call.response().end();
        }
    }

    private void write(Json.Part line) {
        if (!isGone()) {
            call.response().write(Json.object(line).appendByte((byte) '\n'));
        }
    }

    private boolean isGone() {
        HttpServerResponse response = call.response();
        return response.ended() || response.closed();
    }
}
