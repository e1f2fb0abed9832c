package io.yiping.rating;

/**
 * 区划: a region is a number of 12 digits: province 2, city 4, county 6, township 9, village 12. Six digits are the
 * same region, padded with zeros. Codes are checked by form only: a township that nobody registered is still a place.
 */
public final class Region {

    static final int DIGITS = 12;

    private static final long TOWNSHIPS_AND_VILLAGES = 1_000_000L;

    private Region() {}

    /** The code as 12 digits. */
    public static String text(long code) {
        String digits = Long.toString(code);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** @return the 12-digit code of 6 or 12 digits, or -1 when the text is neither */
    public static long parse(String text) {
        if (text.length() != 6 && text.length() != DIGITS) {
            return -1;
        }
        long code = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            code = code * 10 + (c - '0');
        }
        return text.length() == 6 ? code * TOWNSHIPS_AND_VILLAGES : code;
    }
}
