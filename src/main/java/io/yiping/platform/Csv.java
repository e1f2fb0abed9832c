package io.yiping.platform;

/** Values of CSV (RFC 4180). */
public final class Csv {

    private Csv() {}

    /** @return the text, in quotes where it needs them; nothing for null */
    public static String text(String value) {
        if (value == null) {
            return "";
        }
        boolean plain =
                value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
