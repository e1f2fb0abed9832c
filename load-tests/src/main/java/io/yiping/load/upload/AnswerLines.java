package io.yiping.load.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the answers of an upload as they come. A line counts when it is complete: the first half of a number is no number.
 *
 * <p>Failure: a {@link WrongAnswerException} when a line is none of the four kinds, any other {@link IOException} when the connection
 * ends in the middle.
 */
final class AnswerLines {
    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> SUMS =
            List.of("received", "accepted", "duplicate", "conflict", "rejected", "retry", "replaced");

    /** Is told of each line; lines of the file are counted from 1 within the upload. */
    interface Sink {
        void item(long line, String verdict, boolean replaced) throws IOException;

        void committedThrough(long line, long version) throws IOException;

        void problem(String type, String detail);

        void summary(Verdicts verdicts, long version) throws IOException;
    }

    /** What a line has said so far. */
    private static final class Members {
        private final Map<String, Long> numbers = new HashMap<>();
        private final Map<String, String> words = new HashMap<>();
        private String kind = "";
    }

    private final Sink sink;

    AnswerLines(Sink sink) {
        this.sink = sink;
    }

    /** Until the service ends its answer. */
    void read(InputStream answer) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Members members = new Members();
                read(parser, members);
                tell(members);
            }
        } catch (JsonEOFException e) {
            throw e;
        } catch (JsonParseException e) {
            throw new WrongAnswerException("an upload was answered with a line that is no JSON: " + e.getMessage());
        }
    }

    private static void read(JsonParser parser, Members members) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            switch (parser.nextToken()) {
                case VALUE_NUMBER_INT -> members.numbers.put(name, parser.getLongValue());
                case VALUE_STRING -> members.words.put(name, parser.getText());
                case START_OBJECT -> {
                    members.kind = name;
                    read(parser, members);
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void tell(Members members) throws IOException {
        Map<String, Long> numbers = members.numbers;
        long version = numbers.getOrDefault("version", 0L);
        if (members.kind.equals("summary") && numbers.keySet().containsAll(SUMS)) {
            sink.summary(Verdicts.of(numbers), version);
        } else if (members.kind.equals("problem")) {
            sink.problem(members.words.get("type"), members.words.get("detail"));
        } else if (numbers.containsKey("committedThrough")) {
            sink.committedThrough(numbers.get("committedThrough"), version);
        } else if (numbers.containsKey("line") && members.words.containsKey("verdict")) {
            sink.item(numbers.get("line"), members.words.get("verdict"), members.words.containsKey("replaced"));
        } else {
            throw new WrongAnswerException(
                    "an upload was answered with a line of no known kind: " + numbers + members.words);
        }
    }
}
