package io.yiping.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.yiping.rating.Violation;
import io.yiping.rating.ViolationCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A list as CSV (RFC 4180): a header that names its columns, {@code code}, {@code name} and {@code parent} in any order, then a
 * line an entry; an empty value is none. What is no CSV or no UTF-8 is not read any further.
 *
 * <p>Bound: characters of a value; values beyond the columns are counted, not kept.
 */
final class CsvLines {

    private static final List<String> COLUMNS = List.of("code", "name", "parent");

    private final JsonParser csv;
    private final ListDraft draft;

    private CsvLines(JsonParser csv, ListDraft draft) {
        this.csv = csv;
        this.draft = draft;
    }

    /** @param longest characters of a value */
    static void read(InputStream body, int longest, ListDraft draft) throws IOException {
        Reader text = new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder());
        try (JsonParser csv = factory(longest).createParser(text)) {
            new CsvLines(csv, draft).read();
        }
    }

    private static CsvFactory factory(int longest) {
        return CsvFactory.builder()
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxStringLength(longest).build())
                .build();
    }

    private void read() throws IOException {
        int last = 1;
        try {
            List<String> header = line();
            if (!isHeader(header)) {
                return;
            }
            for (List<String> line = line(); line != null && !draft.isFull(); line = line()) {
                last = lineNumber();
                entry(last, header, line);
            }
        } catch (CharacterCodingException notUtf8) {
            violate(last + 1, ViolationCode.INVALID_TEXT, "From here on the list is not UTF-8.");
        } catch (JsonProcessingException broken) {
            violate(
                    last + 1,
                    ViolationCode.MALFORMED,
                    "From here on the list is no CSV, or a value is longer than any may be; look at its quotes.");
        }
    }

    private boolean isHeader(List<String> header) {
        List<String> unknown = new ArrayList<>(header == null ? List.of() : header);
        COLUMNS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            violate(
                    1,
                    ViolationCode.UNKNOWN_FIELD,
                    "The first line names the columns: code, name and parent, each once.");
        } else if (header == null || !header.contains("code") || !header.contains("name")) {
            violate(
                    1,
                    ViolationCode.REQUIRED,
                    "The first line names the columns code and name, and parent if it is there.");
        } else {
            return true;
        }
        return false;
    }

    private void entry(int number, List<String> header, List<String> line) {
        if (line.size() > header.size()) {
            violate(number, ViolationCode.MALFORMED, "The line has more values than the first has columns.");
            return;
        }
        draft.add(number, value("code", header, line), value("name", header, line), value("parent", header, line));
    }

    /** @return null: it is empty or not there */
    private static String value(String column, List<String> header, List<String> line) {
        int at = header.indexOf(column);
        return at < 0 || at >= line.size() || line.get(at).isEmpty() ? null : line.get(at);
    }

    /** @return null: there are no more */
    private List<String> line() throws IOException {
        if (csv.nextToken() == null) {
            return null;
        }
        List<String> values = new ArrayList<>(COLUMNS.size());
        while (csv.nextToken() != JsonToken.END_ARRAY) {
            if (values.size() <= COLUMNS.size()) {
                values.add(csv.getText());
            }
        }
        return values;
    }

    private int lineNumber() {
        return csv.currentTokenLocation().getLineNr();
    }

    private void violate(int line, ViolationCode why, String message) {
        draft.violate(line, new Violation("", why, message));
    }
}
