package io.yiping.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.yiping.Api;
import io.yiping.Api.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** Lists of the registry as a client sends and reads them. */
public final class Lists {

    public static final String NDJSON = "application/x-ndjson";
    public static final String CSV = "text/csv";

    private final Api api;

    public Lists(Api api) {
        this.api = api;
    }

    /** @param headers name, value, … */
    public Reply put(String kind, String type, String body, String... headers) {
        return put(kind, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Reply put(String kind, String type, byte[] body, String... headers) {
        var request =
                api.request("/v1/registry/" + kind).header("Content-Type", type).PUT(BodyPublishers.ofByteArray(body));
        if (body.length == 0 && headers.length == 0) {
            request.header("If-Match", "*");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return api.send(request);
    }

    /** Puts a list in force that has to be right. @return its summary */
    public JsonNode load(String kind, String ndjson) {
        Reply reply = put(kind, NDJSON, ndjson);
        assertEquals(200, reply.status(), reply::toString);
        return reply.json();
    }

    public Reply get(String kind, String type) {
        return api.send(
                api.request("/v1/registry/" + kind).header("Accept", type).GET());
    }

    /** An entry as a line. */
    public static String entry(String code, String name) {
        return "{\"code\":\"%s\",\"name\":\"%s\"}\n".formatted(code, name);
    }

    /** An entry as a line. */
    public static String entry(String code, String name, String parent) {
        return "{\"code\":\"%s\",\"name\":\"%s\",\"parent\":\"%s\"}\n".formatted(code, name, parent);
    }
}
