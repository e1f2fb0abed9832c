package io.yiping.load.generate;

import java.util.Locale;

/** Strings as JSON writes them. */
final class JsonText {
    private JsonText() {}

    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\t' -> json.append("\\t");
            default -> json.append(c < ' ' ? escape(c) : String.valueOf(c));
        }
    }

    /** The same string with every character as an escape of four hexadecimal digits. */
    static String escaped(String text) {
        StringBuilder json = new StringBuilder(text.length() * 6 + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            json.append(escape(text.charAt(i)));
        }
        return json.append('"').toString();
    }

    private static String escape(char c) {
        return String.format(Locale.ROOT, "\\u%04x", (int) c);
    }
}
