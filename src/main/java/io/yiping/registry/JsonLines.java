package io.yiping.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yiping.platform.Json;
import io.yiping.rating.Violation;
import io.yiping.rating.ViolationCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A list as NDJSON: an object a line, with {@code code}, {@code name} and, where it has one, {@code parent}. Blank lines are
 * numbered and skipped. Bound: a line's bytes; a longer one is skipped to its newline.
 */
final class JsonLines {

    private static final List<String> MEMBERS = List.of("code", "name", "parent");

    private final byte[] line;
    private final ListDraft draft;
    private int length;
    private int number;
    private boolean right;

    /** By the place of their member; null: it is null or not there. */
    private final String[] values = new String[MEMBERS.size()];

    private final boolean[] there = new boolean[MEMBERS.size()];

    JsonLines(long longest, ListDraft draft) {
        this.line = new byte[Math.toIntExact(longest)];
        this.draft = draft;
    }

    void read(InputStream body) throws IOException {
        boolean anything = false;
        for (int one = body.read(); one >= 0 && !draft.isFull(); one = body.read()) {
            anything = one != '\n';
            if (anything) {
                keep(one);
            } else {
                lineEnded();
            }
        }
        if (anything) {
            lineEnded();
        }
    }

    /** Beyond the longest line bytes are only counted. */
    private void keep(int one) {
        if (length < line.length) {
            line[length] = (byte) one;
        }
        length = Math.min(length + 1, line.length + 1);
    }

    private void lineEnded() {
        number++;
        if (length > line.length) {
            String message = "A line has at most " + line.length + " bytes; it was skipped.";
            violate("", ViolationCode.LINE_TOO_LONG, message);
        } else if (!isBlank()) {
            parse();
        }
        length = 0;
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void parse() {
        Arrays.fill(values, null);
        Arrays.fill(there, false);
        right = true;
        try (JsonParser json = Json.FACTORY.createParser(line, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                violate("", ViolationCode.WRONG_TYPE, "A line is an object with code, name and parent.");
                return;
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                member(json);
            }
            if (json.nextToken() != null) {
                violate("", ViolationCode.NOT_JSON, "A line has one object and nothing behind it.");
            }
        } catch (IOException broken) {
            violate("", ViolationCode.NOT_JSON, "The line is no JSON in UTF-8.");
        }
        if (right) {
            draft.add(number, values[0], values[1], values[2]);
        }
    }

    private void member(JsonParser json) throws IOException {
        String member = json.currentName();
        JsonToken value = json.nextToken();
        String text = value == JsonToken.VALUE_STRING ? json.getText() : null;
        json.skipChildren();
        int place = MEMBERS.indexOf(member);
        if (place < 0) {
            violate("", ViolationCode.UNKNOWN_FIELD, "An entry has code, name and parent, and nothing else.");
        } else if (there[place]) {
            violate("/" + member, ViolationCode.REPEATED_FIELD, member + " stands more than once.");
        } else if (text == null && value != JsonToken.VALUE_NULL) {
            violate("/" + member, ViolationCode.WRONG_TYPE, member + " is a text.");
        } else {
            there[place] = true;
            values[place] = text;
        }
    }

    private void violate(String pointer, ViolationCode why, String message) {
        right = false;
        draft.violate(number, new Violation(pointer, why, message));
    }
}
