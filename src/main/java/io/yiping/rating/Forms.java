package io.yiping.rating;

/** The forms of codes and texts. Only the form is checked: local systems send codes of their own making. */
public final class Forms {

    private Forms() {}

    /** {@code [A-Za-z0-9][A-Za-z0-9._:#-]{0,63}} */
    static boolean isServiceEventId(String text) {
        int length = text.length();
        if (length < 1 || length > 64 || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != ':' && c != '#' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** 18 characters of GB 32100's alphabet: digits and capital letters without I, O, Z, S, V. */
    public static boolean isAgencyCode(String text) {
        if (text.length() != 18) {
            return false;
        }
        for (int i = 0; i < 18; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'A' && c <= 'Y' && c != 'I' && c != 'O' && c != 'S' && c != 'V';
            if (!letter && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    /** 31 (实施编码) or 33 (业务办理项编码) letters and digits. */
    public static boolean isMatterCode(String text) {
        if (text.length() != 31 && text.length() != 33) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    public static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Neither NUL, which PostgreSQL cannot store, nor half a surrogate pair, which UTF-8 cannot carry. */
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Nothing that a reader could see: white space of any kind, control and format characters. */
    public static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    /** Length as the contract counts it. */
    public static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
