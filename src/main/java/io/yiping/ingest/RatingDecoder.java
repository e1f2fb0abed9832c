package io.yiping.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.yiping.platform.Json;
import io.yiping.rating.Draft;
import io.yiping.rating.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one JSON object into a {@link Draft}: which field has which value, and what is wrong with its JSON type. Whether
 * the values make a rating is the draft's matter.
 */
final class RatingDecoder {

    /** What {@code String} puts where the bytes were no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final JsonParser json;
    private final boolean brokenUtf8;
    private final Draft draft = new Draft();

    private RatingDecoder(JsonParser json, boolean brokenUtf8) {
        this.json = json;
        this.brokenUtf8 = brokenUtf8;
    }

    /** @throws NotJson when the bytes are not one JSON value; everything else is a violation in the draft */
    static Draft decode(byte[] bytes, int from, int to) throws NotJson {
        if (isUtf8(bytes, from, to)) {
            try (JsonParser json = Json.FACTORY.createParser(bytes, from, to - from)) {
                return new RatingDecoder(json, false).read();
            } catch (IOException e) {
                // No JSON, or a name with half a surrogate pair, which only the parser of text can read.
                return decodeText(new String(bytes, from, to - from, StandardCharsets.UTF_8), false);
            }
        }
        return decodeText(new String(bytes, from, to - from, StandardCharsets.UTF_8), true);
    }

    private static Draft decodeText(String text, boolean brokenUtf8) throws NotJson {
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            return new RatingDecoder(json, brokenUtf8).read();
        } catch (JsonProcessingException e) {
            throw new NotJson(plain(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("JSON in memory", e);
        }
    }

    private Draft read() throws IOException, NotJson {
        try {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                fields();
            } else {
                draft.notAnObject();
                json.skipChildren();
            }
        } catch (StreamConstraintsException tooDeep) {
            draft.tooDeep();
            return draft;
        }
        if (json.nextToken() != null) {
            throw new NotJson("Something follows the JSON value; is a comma missing?");
        }
        return draft;
    }

    private void fields() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            Field field = Field.named(name);
            JsonToken value = json.nextToken();
            if (field == null) {
                draft.unknownField(name);
                json.skipChildren();
                continue;
            }
            draft.met(field);
            if (value != JsonToken.VALUE_NULL) {
                value(field, value);
            }
        }
    }

    private void value(Field field, JsonToken value) throws IOException {
        switch (field.type()) {
            case TEXT -> text(field, value);
            case INTEGER -> level(field, value);
            case BOOLEAN -> proxy(field, value);
            case TEXTS -> options(field, value);
            case REFUSED -> {
                draft.refused(field);
                json.skipChildren();
            }
        }
    }

    private void text(Field field, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            wrongType(field);
            return;
        }
        String text = json.getText();
        if (brokenUtf8 && text.indexOf(REPLACEMENT) >= 0) {
            draft.invalidText(field);
        } else {
            draft.text(field, text);
        }
    }

    /** The text is looked at, not the number: it may have ten thousand digits. */
    private void level(Field field, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            wrongType(field);
            return;
        }
        String digits = json.getText();
        draft.level(digits.length() == 1 ? digits.charAt(0) - '0' : -1);
    }

    private void proxy(Field field, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
            draft.proxy(value == JsonToken.VALUE_TRUE);
        } else {
            wrongType(field);
        }
    }

    /** Codes are strings; partners that send them as numbers mean the same. */
    private void options(Field field, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            wrongType(field);
            return;
        }
        List<String> codes = new ArrayList<>(4);
        boolean wrong = false;
        for (JsonToken code = json.nextToken(); code != JsonToken.END_ARRAY; code = json.nextToken()) {
            if (code == JsonToken.VALUE_STRING || code == JsonToken.VALUE_NUMBER_INT) {
                if (codes.size() <= Draft.MAX_OPTIONS) {
                    codes.add(json.getText());
                }
            } else {
                wrong = true;
                json.skipChildren();
            }
        }
        if (wrong) {
            draft.wrongType(field);
        } else {
            draft.options(codes);
        }
    }

    private void wrongType(Field field) throws IOException {
        draft.wrongType(field);
        json.skipChildren();
    }

    /** Without the parser's advice on how to make it take what is no JSON. */
    private static String plain(String message) {
        int advice = message.indexOf(": enable `");
        return advice < 0 ? message : message.substring(0, advice) + ".";
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        if (at == to) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, to - at));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
