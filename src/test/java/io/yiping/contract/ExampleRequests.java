package io.yiping.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.contract.Document.Example;
import io.yiping.contract.Document.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Sends the examples of requests. Each one of these has keys of its own, so that they are new to the database. */
final class ExampleRequests {

    /** How the keys of the examples begin. */
    private static final String KEYS = "41130020251120000000";

    private final Api api;
    private final String keys;

    ExampleRequests(Api api) {
        this.api = api;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        keys = String.format("%010d%010d", random.nextLong(10_000_000_000L), random.nextLong(10_000_000_000L));
    }

    /** What the document shows, with these keys. */
    JsonNode ours(JsonNode value) {
        try {
            return Document.JSON.readTree(value.toString().replace(KEYS, keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply post(String path, Example example) {
        JsonNode value = ours(example.value());
        String body = value.isTextual() ? value.asText() : value.toString();
        return api.post(path, body.getBytes(StandardCharsets.UTF_8), example.mediaType());
    }

    /** Sends all that the operation shows, in its order. */
    List<Reply> postAll(Document document, Operation operation) {
        return document.examples(operation.node().get("requestBody")).stream()
                .map(example -> post(operation.path(), example))
                .toList();
    }
}
