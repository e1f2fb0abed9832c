package io.yiping.stats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yiping.count.By;
import io.yiping.count.Line;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import java.io.IOException;
import java.util.Locale;

/** The query cannot be answered; says as which problem, why, and what can be asked instead. */
final class Unanswerable extends Exception {

    private final Problem problem;
    private final transient Json.Part members;

    private Unanswerable(Problem problem, String detail, Json.Part members) {
        super(detail, null, false, false);
        this.problem = problem;
        this.members = members;
    }

    static Unanswerable invalid(String detail) {
        return new Unanswerable(Problem.PARAMETER_INVALID, detail, json -> {});
    }

    static Unanswerable unsupported(String detail) {
        return new Unanswerable(Problem.STATS_SELECTION_UNSUPPORTED, detail, Unanswerable::lines);
    }

    static Unanswerable notLive() {
        return unsupported(
                "Figures of matters are not served live: they take too long to read. Ask /v1/stats for them.");
    }

    static Unanswerable tooLong(By by, int maxDays) {
        String detail = "by=%s takes from and to, at most %d days apart, or a window that is no longer."
                .formatted(name(by), maxDays);
        return new Unanswerable(
                Problem.STATS_RANGE_TOO_LONG, detail, json -> json.writeNumberField("maxDays", maxDays));
    }

    Problem problem() {
        return problem;
    }

    /** What the problem carries beside its detail. */
    Json.Part members() {
        return members;
    }

    private static void lines(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("lines");
        for (Line line : Line.values()) {
            json.writeStartObject();
            names(json, "dimensions", line.dimensions());
            json.writeStringField("regionTo", line.regionTo().name().toLowerCase(Locale.ROOT));
            windows(json, line);
            names(json, "time", line.time());
            if (line.maxDays() > 0) {
                json.writeNumberField("maxDays", line.maxDays());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void windows(JsonGenerator json, Line line) throws IOException {
        json.writeArrayFieldStart("windows");
        for (Window window : Window.values()) {
            if (window.isServedBy(line)) {
                json.writeString(window.text());
            }
        }
        json.writeEndArray();
    }

    private static void names(JsonGenerator json, String member, Iterable<By> bys) throws IOException {
        json.writeArrayFieldStart(member);
        for (By by : bys) {
            json.writeString(name(by));
        }
        json.writeEndArray();
    }

    private static String name(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }
}
