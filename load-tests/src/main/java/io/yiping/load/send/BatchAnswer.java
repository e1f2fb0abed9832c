package io.yiping.load.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a batch: the sums, which items must be sent again, and the highest version that any receipt names (0 for none).
 *
 * <p>Failure: an {@link IOException} when the body is not JSON or a sum is missing.
 */
public record BatchAnswer(Verdicts verdicts, List<Integer> retryIndexes, long version) {
    private static final JsonFactory JSON = new JsonFactory();

    public static BatchAnswer parse(byte[] body) throws IOException {
        Map<String, Long> sums = new HashMap<>();
        List<Integer> retryIndexes = new ArrayList<>();
        long version = 0;
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                    sums.put(name, parser.getLongValue());
                } else if (name.equals("items")) {
                    version = items(parser, retryIndexes);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new BatchAnswer(verdicts(sums), retryIndexes, Math.max(version, sums.getOrDefault("version", 0L)));
    }

    private static Verdicts verdicts(Map<String, Long> sums) throws IOException {
        if (!sums.keySet()
                .containsAll(
                        List.of("received", "accepted", "duplicate", "conflict", "rejected", "retry", "replaced"))) {
            throw new IOException("a batch was answered without its sums: " + sums);
        }
        return Verdicts.of(sums);
    }

    private static long items(JsonParser parser, List<Integer> retryIndexes) throws IOException {
        long highest = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            highest = Math.max(highest, item(parser, retryIndexes));
        }
        return highest;
    }

    private static long item(JsonParser parser, List<Integer> retryIndexes) throws IOException {
        int index = -1;
        long version = 0;
        boolean retry = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "index" -> index = parser.getIntValue();
                case "version" -> version = parser.getLongValue();
                case "verdict" -> retry = parser.getText().equals("retry");
                default -> parser.skipChildren();
            }
        }
        if (retry) {
            retryIndexes.add(index);
        }
        return version;
    }
}
